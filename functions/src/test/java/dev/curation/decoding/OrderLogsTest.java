package dev.curation.decoding;

import static dev.curation.decoding.AbiData.tuple;
import static dev.curation.decoding.TestLogs.ALICE;
import static dev.curation.decoding.TestLogs.APES;
import static dev.curation.decoding.TestLogs.BOB;
import static dev.curation.decoding.TestLogs.CATS;
import static dev.curation.decoding.TestLogs.FLOW;
import static dev.curation.decoding.TestLogs.PUNKS;
import static dev.curation.decoding.TestLogs.USDC;
import static dev.curation.decoding.TestLogs.WETH;
import static dev.curation.decoding.TestLogs.items;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exchanges with one log per sale (specs/ingestion.md, Sales and their protocol fee). */
class OrderLogsTest {
  private static final LogDecoder DECODER = new LogDecoder(TestLogs.CONTRACTS);

  private static Decoded decode(ChainLog log, FeeRates rates) {
    return DECODER.decode(List.of(log), rates).get(0);
  }

  private static List<CollectionSale> sales(ChainLog log) {
    return assertInstanceOf(Decoded.Sold.class, decode(log, TestLogs.DEFAULT_RATES)).sales();
  }

  static List<ChainLog> flowSales() {
    return List.of(
        TestLogs.flowMatch(1, WETH, 1039, items(APES, 7)),
        TestLogs.flowTake(1, WETH, 1039, items(APES, 7)));
  }

  @ParameterizedTest
  @MethodSource("flowSales")
  void shouldTakeTheDefaultRateOfAFlowSaleRoundedDown(ChainLog log) {
    CollectionSale sale = sales(log).get(0);
    assertEquals(Wei.of(1039), sale.price());
    assertEquals(Wei.of(25), sale.protocolFee());
    assertEquals(OptionalInt.of(250), sale.protocolFeeBps());
    assertEquals(ALICE, sale.seller());
    assertEquals(BOB, sale.buyer());
    assertEquals("7", sale.tokenId());
    assertEquals(WETH, sale.paymentToken());
  }

  @Test
  void shouldTakeTheRateInForceAtTheLog() {
    ChainLog log = TestLogs.flowTake(5, WETH, 10_000, items(APES, 7));
    FeeRates rates =
        (exchange, bps, block, index) ->
            exchange.equals(FLOW) && bps == 250 && block == 100 && index == 5 ? 100 : 0;
    Decoded.Sold sold = assertInstanceOf(Decoded.Sold.class, decode(log, rates));
    assertEquals(Wei.of(100), sold.sales().get(0).protocolFee());
  }

  @Test
  void shouldTellOfAChangedRate() {
    ChainLog log = TestLogs.flowRate(1, 300);
    assertEquals(new Decoded.FeeRateChanged(log, 300), decode(log, TestLogs.DEFAULT_RATES));
    assertEquals(Optional.of(new Decoded.FeeRateChanged(log, 300)), DECODER.feeRateChange(log));
  }

  @Test
  void shouldRejectARateAboveTheWhole() {
    ChainLog log = TestLogs.flowRate(1, 10_001);
    Decoded decoded = decode(log, TestLogs.DEFAULT_RATES);
    assertEquals("protocolFee", assertInstanceOf(Decoded.Rejected.class, decoded).field());
    assertEquals(Optional.empty(), DECODER.feeRateChange(log));
    assertEquals(
        Optional.empty(), DECODER.feeRateChange(TestLogs.flowTake(1, WETH, 1, items(APES, 7))));
  }

  @Test
  void shouldComputeTheSameSaleAgainUnderAnotherRate() {
    ChainLog log = TestLogs.flowMatch(1, WETH, 40_100, items(APES, 1, 2), items(CATS, 3));
    Decoded.Sold other =
        assertInstanceOf(Decoded.Sold.class, decode(log, (exchange, bps, block, index) -> 500));
    assertEquals(other.sales(), sales(log).stream().map(sale -> sale.withRate(500)).toList());
    assertEquals(
        List.of(Wei.of(1337), Wei.of(668)),
        other.sales().stream().map(CollectionSale::protocolFee).toList());
    assertThrows(InvalidValueException.class, () -> other.sales().get(0).withRate(10_001));
  }

  @Test
  void shouldKeepASaleUnderAnyRateWhoseFeeFollowsFromNone() {
    CollectionSale inUsdc = sales(TestLogs.flowTake(1, USDC, 1000, items(APES, 7))).get(0);
    assertEquals(Wei.of(1000), inUsdc.price());
    assertEquals(USDC, inUsdc.paymentToken());
    assertEquals(Wei.ZERO, inUsdc.protocolFee());
    assertSame(inUsdc, inUsdc.withRate(500));
    CollectionSale told = sales(TestLogs.takerBid(1, tuple(97, 1, 2), 7)).get(0);
    assertSame(told, told.withRate(500));
  }

  @Test
  void shouldJoinTheTokensOfACollectionThatIsListedTwice() {
    ChainLog log =
        TestLogs.flowMatch(
            1, Address.ZERO, 11, items(APES, 1), items(CATS, 3), items(APES, 2, BigInteger.TEN));
    assertEquals(List.of("1,2,10", "3"), sales(log).stream().map(CollectionSale::tokenId).toList());
    assertEquals(
        List.of(Wei.of(9), Wei.of(2)), sales(log).stream().map(CollectionSale::price).toList());
  }

  @Test
  void shouldSellNothingWithoutAnNft() {
    assertInstanceOf(
        Decoded.Ignored.class,
        decode(TestLogs.flowMatch(1, WETH, 100, items(APES)), TestLogs.DEFAULT_RATES));
  }

  @Test
  void shouldTakeTheConfiguredRateOfAnInfinitySale() {
    CollectionSale sale = sales(TestLogs.infinity(1, WETH, 1000, items(APES, 7, 8))).get(0);
    assertEquals(Wei.of(1000), sale.price());
    assertEquals(Wei.of(20), sale.protocolFee());
    assertEquals(ALICE, sale.seller());
    assertEquals(BOB, sale.buyer());
    assertEquals("7,8", sale.tokenId());
  }

  static List<ChainLog> looksRareSales() {
    return List.of(
        TestLogs.takerBid(1, tuple(970, 10, 20), 7, 8),
        TestLogs.takerAsk(1, tuple(970, 10, 20), 7, 8));
  }

  @ParameterizedTest
  @MethodSource("looksRareSales")
  void shouldTakeTheFeeThatLooksRareTells(ChainLog log) {
    CollectionSale sale = sales(log).get(0);
    assertEquals(Wei.of(1000), sale.price());
    assertEquals(Wei.of(20), sale.protocolFee());
    assertEquals(OptionalInt.empty(), sale.protocolFeeBps());
    assertEquals(ALICE, sale.seller());
    assertEquals(BOB, sale.buyer());
    assertEquals("7,8", sale.tokenId());
    assertEquals(WETH, sale.paymentToken());
  }

  @Test
  void shouldSellPunksOfTheMarketItself() {
    CollectionSale sale = sales(TestLogs.punk(1, 7804, BigInteger.valueOf(4200), BOB)).get(0);
    assertEquals(PUNKS, sale.collection().address());
    assertEquals("7804", sale.tokenId());
    assertEquals(Wei.of(4200), sale.price());
    assertEquals(Wei.of(105), sale.protocolFee());
    assertEquals(Address.ZERO, sale.paymentToken());
    assertEquals(ALICE, sale.seller());
    assertEquals(BOB, sale.buyer());
  }

  @Test
  void shouldSellAPunkForNothingWhereTheMarketSaysSo() {
    CollectionSale sale = sales(TestLogs.punk(1, 1, BigInteger.ZERO, Address.ZERO)).get(0);
    assertEquals(Wei.ZERO, sale.price());
    assertEquals(Wei.ZERO, sale.protocolFee());
    assertEquals(Address.ZERO, sale.buyer());
  }
}
