package dev.curation.decoding;

import static dev.curation.decoding.TestLogs.ALICE;
import static dev.curation.decoding.TestLogs.APES;
import static dev.curation.decoding.TestLogs.BOB;
import static dev.curation.decoding.TestLogs.CATS;
import static dev.curation.decoding.TestLogs.CREATOR;
import static dev.curation.decoding.TestLogs.DOGS;
import static dev.curation.decoding.TestLogs.PROTOCOL;
import static dev.curation.decoding.TestLogs.TREASURY;
import static dev.curation.decoding.TestLogs.USDC;
import static dev.curation.decoding.TestLogs.WETH;
import static dev.curation.decoding.TestLogs.matched;
import static dev.curation.decoding.TestLogs.nft;
import static dev.curation.decoding.TestLogs.nftTo;
import static dev.curation.decoding.TestLogs.order;
import static dev.curation.decoding.TestLogs.paid;
import static dev.curation.decoding.TestLogs.spent;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Orders of Seaport, alone and matched (specs/ingestion.md, Sales and their protocol fee). */
class SeaportTest {
  private static final LogDecoder DECODER = new LogDecoder(TestLogs.CONTRACTS);

  private static List<Decoded> decode(ChainLog... logs) {
    return DECODER.decode(List.of(logs), TestLogs.DEFAULT_RATES);
  }

  /** All sales as "log: collection tokens price token fee seller>buyer". */
  private static List<String> sales(ChainLog... logs) {
    return decode(logs).stream()
        .filter(Decoded.Sold.class::isInstance)
        .map(Decoded.Sold.class::cast)
        .flatMap(sold -> sold.sales().stream().map(sale -> text(sold.log(), sale)))
        .toList();
  }

  private static String text(ChainLog log, CollectionSale sale) {
    return "%d: %s %s for %s %s, fee %s, %s to %s"
        .formatted(
            log.id().logIndex(),
            name(sale.collection().address()),
            sale.tokenId(),
            sale.price(),
            name(sale.paymentToken()),
            sale.protocolFee(),
            name(sale.seller()),
            name(sale.buyer()));
  }

  private static String name(Address address) {
    if (address.equals(Address.ZERO)) {
      return "native";
    }
    return Stream.of("ALICE", "BOB", "APES", "CATS", "DOGS", "WETH", "USDC", "CREATOR")
        .filter(name -> address(name).equals(address))
        .findFirst()
        .orElse(address.hex());
  }

  private static Address address(String name) {
    return switch (name) {
      case "ALICE" -> ALICE;
      case "BOB" -> BOB;
      case "APES" -> APES;
      case "CATS" -> CATS;
      case "DOGS" -> DOGS;
      case "WETH" -> WETH;
      case "USDC" -> USDC;
      default -> CREATOR;
    };
  }

  private static ChainLog listing(int index, Object... consideration) {
    return order(index, ALICE, BOB, List.of(nft(APES, 7)), List.of(consideration));
  }

  /** Bob bids 100 WETH for ape 7, of which 2 go to the protocol. */
  private static ChainLog bid(int index, Address recipient) {
    return order(
        index,
        BOB,
        recipient,
        List.of(spent(WETH, 100)),
        List.of(nftTo(BOB, APES, 7), paid(PROTOCOL, WETH, 2)));
  }

  @Test
  void shouldSellAListingWithTheFeeThatItsProtocolRecipientsGet() {
    assertEquals(
        List.of("1: APES 7 for 100 native, fee 5, ALICE to BOB"),
        sales(listing(1, paid(ALICE, 90), paid(PROTOCOL, 3), paid(CREATOR, 5), paid(TREASURY, 2))));
  }

  @Test
  void shouldCountATipInThePriceButNotInTheFee() {
    assertEquals(
        List.of("1: APES 7 for 101 native, fee 3, ALICE to BOB"),
        sales(listing(1, paid(ALICE, 97), paid(PROTOCOL, 3), paid(CREATOR, 1))));
  }

  @Test
  void shouldSellABidToTheOfferer() {
    assertEquals(List.of("1: APES 7 for 100 WETH, fee 2, ALICE to BOB"), sales(bid(1, ALICE)));
  }

  @Test
  void shouldNotSellToABidderWhoseNftGoesElsewhere() {
    ChainLog gift =
        order(1, BOB, ALICE, List.of(spent(WETH, 100)), List.of(nftTo(CREATOR, APES, 7)));
    assertEquals(List.of(), sales(gift));
    assertInstanceOf(Decoded.Ignored.class, decode(gift).get(0));
  }

  @Test
  void shouldNotSellInASwapWithoutCurrency() {
    assertEquals(List.of(), sales(listing(1, nftTo(ALICE, CATS, 1))));
  }

  @Test
  void shouldStoreAnotherTokenWithoutAFee() {
    assertEquals(
        List.of("1: APES 7 for 100 USDC, fee 0, ALICE to BOB"),
        sales(listing(1, paid(ALICE, USDC, 98), paid(PROTOCOL, USDC, 2))));
  }

  @Test
  void shouldPriceMixedCurrenciesByTheirWei() {
    assertEquals(
        List.of("1: APES 7 for 12 WETH, fee 2, ALICE to BOB"),
        sales(
            listing(
                1,
                paid(ALICE, USDC, 1000),
                paid(ALICE, 1),
                paid(ALICE, WETH, 9),
                paid(PROTOCOL, WETH, 2),
                paid(PROTOCOL, USDC, 5))));
  }

  @Test
  void shouldPriceOtherTokensByTheLargestSum() {
    assertEquals(
        List.of("1: APES 7 for 12 DOGS, fee 0, ALICE to BOB"),
        sales(
            listing(
                1,
                paid(ALICE, USDC, 10),
                paid(ALICE, DOGS, 6),
                paid(ALICE, DOGS, 6),
                paid(BOB, 0))));
  }

  @Test
  void shouldSellABundleOfOneCollectionOnce() {
    assertEquals(
        List.of("1: APES 1,2,3 for 100 native, fee 3, ALICE to BOB"),
        sales(
            order(
                1,
                ALICE,
                BOB,
                List.of(nft(APES, 1), nft(APES, 2), nft(APES, 3)),
                List.of(paid(ALICE, 97), paid(PROTOCOL, 3)))));
  }

  @Test
  void shouldSplitABundleOfSeveralByNftWithTheRemainderToTheFirst() {
    assertEquals(
        List.of(
            "1: CATS 5,6 for 52 native, fee 7, ALICE to BOB",
            "1: APES 1 for 25 native, fee 3, ALICE to BOB",
            "1: DOGS 9 for 25 native, fee 3, ALICE to BOB"),
        sales(
            order(
                1,
                ALICE,
                BOB,
                List.of(nft(CATS, 5), nft(APES, 1), nft(CATS, 6), nft(DOGS, 9)),
                List.of(paid(ALICE, 89), paid(PROTOCOL, 13)))));
  }

  @Test
  void shouldSellBothOrdersOfAMatchOnceWithBothFees() {
    String sold = "2: APES 7 for 100 WETH, fee 5, ALICE to BOB";
    ChainLog listing = listing(2, paid(ALICE, WETH, 95), paid(TREASURY, WETH, 3));
    ChainLog bid = bid(1, Address.ZERO);
    assertEquals(List.of(sold), sales(bid, listing, matched(3, 1, 2)));
    assertEquals(List.of(sold), sales(matched(3, 1, 2), listing, bid));
  }

  @Test
  void shouldMatchByTheNftWhereNothingTellsOfAMatch() {
    assertEquals(
        List.of("1: APES 7 for 100 WETH, fee 2, ALICE to BOB"),
        sales(listing(1, paid(ALICE, WETH, 98)), bid(2, Address.ZERO)));
  }

  @Test
  void shouldSellTwiceWhatOneMatchDoesNotHold() {
    ChainLog other = listing(4, paid(CREATOR, 10));
    assertEquals(
        List.of(
            "1: APES 7 for 98 WETH, fee 0, ALICE to BOB",
            "2: APES 7 for 100 WETH, fee 2, ALICE to BOB"),
        sales(listing(1, paid(ALICE, WETH, 98)), bid(2, ALICE), matched(5, 1, 4)));
    assertEquals(
        2, sales(listing(1, paid(ALICE, WETH, 98)), bid(2, ALICE), other, matched(5, 2, 4)).size());
  }

  @Test
  void shouldSellASecondNftOfOneTransactionToo() {
    ChainLog cat = order(3, CREATOR, BOB, List.of(nft(CATS, 7)), List.of(paid(CREATOR, 4)));
    assertEquals(
        List.of(
            "1: APES 7 for 100 WETH, fee 2, ALICE to BOB",
            "3: CATS 7 for 4 native, fee 0, CREATOR to BOB"),
        sales(listing(1, paid(ALICE, WETH, 98)), bid(2, BOB), cat, matched(4, 1, 2, 3)));
  }

  @Test
  void shouldSellASwapOnceWhereBothSidesPayAndWantNfts() {
    ChainLog one =
        order(
            1,
            ALICE,
            BOB,
            List.of(nft(APES, 7), spent(WETH, 4)),
            List.of(nftTo(ALICE, CATS, 1), paid(PROTOCOL, WETH, 1)));
    ChainLog other =
        order(
            2,
            BOB,
            BOB,
            List.of(nft(CATS, 1), spent(WETH, 1)),
            List.of(nftTo(BOB, APES, 7), paid(BOB, WETH, 4)));
    assertEquals(1, sales(one, other, matched(3, 1, 2)).size());
    assertEquals(1, sales(one, other).size());
  }

  @Test
  void shouldCountCopiesOfOneLogOnce() {
    ChainLog listing = listing(1, paid(ALICE, 97), paid(PROTOCOL, 3));
    ChainLog copy = listing(1, paid(ALICE, 97), paid(PROTOCOL, 3));
    assertEquals(
        List.of("1: APES 7 for 100 native, fee 3, ALICE to BOB"), sales(listing, copy, listing));
  }

  @Test
  void shouldRejectASumBeyondTheRange() {
    BigInteger half = BigInteger.TWO.pow(255);
    Decoded decoded = decode(listing(1, paid(ALICE, half), paid(ALICE, half))).get(0);
    assertEquals("price", assertInstanceOf(Decoded.Rejected.class, decoded).field());
  }

  @Test
  void shouldRejectADamagedOrderAndSellTheOthersOfItsTransaction() {
    ChainLog sound = listing(1, paid(ALICE, 10));
    ChainLog whole = bid(2, ALICE);
    ChainLog damaged =
        TestLogs.log(
            whole.contract(),
            2,
            whole.topics(),
            whole.data().substring(0, whole.data().length() - 64));
    List<Decoded> decoded = decode(sound, damaged);
    assertInstanceOf(Decoded.Sold.class, decoded.get(0));
    assertEquals("consideration", assertInstanceOf(Decoded.Rejected.class, decoded.get(1)).field());
  }

  @Test
  void shouldLoseAndInventNothingInRandomBundles() {
    Random random = new Random(7);
    for (int round = 0; round < 1000; round++) {
      List<Object> nfts = new ArrayList<>();
      for (int i = random.nextInt(9); i >= 0; i--) {
        nfts.add(nft(List.of(APES, CATS, DOGS).get(random.nextInt(3)), i));
      }
      BigInteger fee = new BigInteger(random.nextInt(90), random);
      BigInteger rest = new BigInteger(random.nextInt(90), random);
      Decoded decoded =
          decode(order(1, ALICE, BOB, nfts, List.of(paid(ALICE, rest), paid(PROTOCOL, fee))))
              .get(0);
      List<CollectionSale> sales = assertInstanceOf(Decoded.Sold.class, decoded).sales();
      assertEquals(fee, sum(sales, CollectionSale::protocolFee));
      assertEquals(fee.add(rest), sum(sales, CollectionSale::price));
    }
  }

  private static BigInteger sum(List<CollectionSale> sales, Function<CollectionSale, Wei> amount) {
    return sales.stream()
        .map(sale -> amount.apply(sale).value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
