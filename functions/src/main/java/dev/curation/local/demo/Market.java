package dev.curation.local.demo;

import static dev.curation.local.ChainDeployment.APES;
import static dev.curation.local.ChainDeployment.CATS;
import static dev.curation.local.ChainDeployment.FEE_RECIPIENT;
import static dev.curation.local.ChainDeployment.WRAPPED;

import dev.curation.chain.Address;
import dev.curation.local.ChainDeployment;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.ExchangeCalls.FlowNft;
import dev.curation.local.ExchangeCalls.FlowToken;
import dev.curation.local.ExchangeCalls.FlowTrade;
import dev.curation.local.ExchangeCalls.Received;
import dev.curation.local.ExchangeCalls.Spent;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Sales of all kinds, at random. */
final class Market {
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final int KINDS = 10;

  /** A token that is no wei. */
  private static final Address DOLLARS = new Address("0x" + "d0".repeat(20));

  private final ChainDeployment contracts;
  private final List<Address> traders;
  private final RandomGenerator random;
  private long tokens;

  Market(ChainDeployment contracts, List<Address> traders, RandomGenerator random) {
    this.contracts = contracts;
    this.traders = List.copyOf(traders);
    this.random = random;
  }

  /** A call of a contract. */
  record Call(Address contract, String data) {}

  Call changeOfFlowsFee() {
    return new Call(contracts.flow(), ExchangeCalls.setFlowProtocolFee(random.nextInt(100, 500)));
  }

  Call sale() {
    return switch (random.nextInt(KINDS)) {
      case 0 -> listing(Address.ZERO, List.of(ape()));
      case 1 -> listing(WRAPPED, List.of(cat(), cat(), cat()));
      case 2 -> listing(Address.ZERO, List.of(ape(), cat(), ape(), cat(), cat()));
      case 3 -> listing(DOLLARS, List.of(cat()));
      case 4 -> bid();
      case 5 -> match();
      case 6 -> take(Address.ZERO, nfts(APES, 1));
      case 7 -> take(DOLLARS, nfts(APES, 1));
      case 8 -> flowMatch(nfts(CATS, 2), nfts(APES, 1));
      default -> punk();
    };
  }

  private Call seaport(String data) {
    return new Call(contracts.seaport(), data);
  }

  private Call listing(Address currency, List<Spent> nfts) {
    return seaport(order(hash(), trader(), trader(), nfts, paid(currency)));
  }

  private Call bid() {
    Address bidder = trader();
    return seaport(order(hash(), bidder, trader(), List.of(money(price())), wanted(bidder)));
  }

  /** A listing and a bid that meet: Seaport tells of both orders, and that they were matched. */
  private Call match() {
    Spent nft = ape();
    String listing = hash();
    String bid = hash();
    Address bidder = trader();
    Received got = new Received(nft.type(), nft.token(), nft.identifier(), nft.amount(), bidder);
    return seaport(
        ExchangeCalls.batch(
            List.of(
                order(listing, trader(), Address.ZERO, List.of(nft), paid(WRAPPED)),
                order(
                    bid,
                    bidder,
                    Address.ZERO,
                    List.of(money(price())),
                    List.of(got, pay(WRAPPED, price(), FEE_RECIPIENT))),
                ExchangeCalls.matchSeaportOrders(List.of(listing, bid)))));
  }

  private static String order(
      String hash,
      Address offerer,
      Address recipient,
      List<Spent> offer,
      List<Received> consideration) {
    return ExchangeCalls.fulfillSeaportOrder(
        hash, offerer, Address.ZERO, recipient, offer, consideration);
  }

  /** The seller's part, the protocol's, and a tip to somebody else. */
  private List<Received> paid(Address currency) {
    return List.of(
        pay(currency, price(), trader()),
        pay(currency, price().shiftRight(5), FEE_RECIPIENT),
        pay(currency, price().shiftRight(8), trader()));
  }

  private List<Received> wanted(Address bidder) {
    Spent nft = cat();
    return List.of(
        new Received(nft.type(), nft.token(), nft.identifier(), nft.amount(), bidder),
        pay(WRAPPED, price().shiftRight(5), FEE_RECIPIENT));
  }

  private static Received pay(Address currency, BigInteger amount, Address recipient) {
    int type = currency.equals(Address.ZERO) ? 0 : 1;
    return new Received(type, currency, BigInteger.ZERO, amount, recipient);
  }

  private static Spent money(BigInteger amount) {
    return new Spent(1, WRAPPED, BigInteger.ZERO, amount);
  }

  private Spent ape() {
    return new Spent(2, APES, token(), BigInteger.ONE);
  }

  private Spent cat() {
    return new Spent(3, CATS, token(), BigInteger.ONE);
  }

  private Call take(Address currency, FlowNft nft) {
    return new Call(
        contracts.flow(), ExchangeCalls.fulfillFlowTake(hash(), trade(currency), List.of(nft)));
  }

  private Call flowMatch(FlowNft... nfts) {
    return new Call(
        contracts.flow(),
        ExchangeCalls.fulfillFlowMatch(hash(), hash(), trade(WRAPPED), Arrays.asList(nfts)));
  }

  private FlowTrade trade(Address currency) {
    return new FlowTrade(trader(), trader(), Address.ZERO, currency, price());
  }

  private FlowNft nfts(Address collection, int count) {
    List<FlowToken> all =
        Stream.generate(() -> new FlowToken(token(), BigInteger.ONE)).limit(count).toList();
    return new FlowNft(collection, all);
  }

  private Call punk() {
    return new Call(
        contracts.punks(),
        ExchangeCalls.buyPunk(random.nextInt(10_000), price(), trader(), trader()));
  }

  private Address trader() {
    return traders.get(random.nextInt(traders.size()));
  }

  private BigInteger token() {
    return BigInteger.valueOf(++tokens);
  }

  /** Up to about 9 ether, odd to the last wei. */
  private BigInteger price() {
    return BigInteger.valueOf(random.nextLong(1, 9_000_000_000L))
        .multiply(GWEI)
        .add(BigInteger.valueOf(random.nextInt(1_000_000_000)));
  }

  private String hash() {
    return String.format("0x%064x", ++tokens);
  }
}
