package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.CollectionSale;
import dev.curation.decoding.Decoded;
import dev.curation.decoding.LogDecoder;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingEvent;
import dev.curation.evm.Web3jNode;
import dev.curation.local.ExchangeCalls.FlowNft;
import dev.curation.local.ExchangeCalls.FlowToken;
import dev.curation.local.ExchangeCalls.FlowTrade;
import dev.curation.local.ExchangeCalls.Received;
import dev.curation.local.ExchangeCalls.Spent;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the contracts of the local chain emit means to the decoder what was called. */
final class EmittedLogsTest {
  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();
  private static final Web3jNode NODE = LOCAL.node();
  private static final ChainDeployment CONTRACTS = ChainDeployment.on(CHAIN);
  private static final LogDecoder DECODER =
      new LogDecoder(CONTRACTS.setup(LOCAL.anvil().endpoint(), 0, 1).settings().contracts());
  private static final Address SELLER = CHAIN.account(1);
  private static final Address BUYER = CHAIN.account(2);
  private static final Address RECIPIENT = ChainDeployment.FEE_RECIPIENT;
  private static final String HASH = "0x" + "a".repeat(64);
  private static final String OTHER_HASH = "0x" + "b".repeat(64);
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private static List<Decoded> decoded(int account, Address contract, String data) {
    return DECODER.decode(
        NODE.transactionLogs(CHAIN.call(account, contract, data).tx()),
        (exchange, defaultBps, block, index) -> defaultBps);
  }

  private static Decoded only(int account, Address contract, String data) {
    List<Decoded> all = decoded(account, contract, data);
    assertEquals(1, all.size());
    return all.getFirst();
  }

  private static StakingEvent staking(int account, String data) {
    return assertInstanceOf(Decoded.Staking.class, only(account, CONTRACTS.staker(), data)).event();
  }

  /** The sales of one log, each as collection, tokens, price, fee. */
  private static List<String> sales(Decoded decoded) {
    List<CollectionSale> sales = assertInstanceOf(Decoded.Sold.class, decoded).sales();
    for (CollectionSale sale : sales) {
      assertEquals(SELLER, sale.seller());
      assertEquals(BUYER, sale.buyer());
    }
    return sales.stream()
        .map(
            sale ->
                "%s %s for %s, fee %s"
                    .formatted(
                        name(sale.collection()), sale.tokenId(), sale.price(), sale.protocolFee()))
        .toList();
  }

  private static String name(CollectionId collection) {
    return List.of("ape", "cat", "punk").get(CONTRACTS.collections().indexOf(collection));
  }

  private static BigInteger big(long number) {
    return BigInteger.valueOf(number);
  }

  /** An ape for 1000 wei, 25 of them for the protocol. */
  private static String order(String hash, Address recipient) {
    return ExchangeCalls.fulfillSeaportOrder(
        hash,
        SELLER,
        Address.ZERO,
        recipient,
        List.of(new Spent(2, ChainDeployment.APES, big(7), BigInteger.ONE)),
        List.of(
            new Received(0, Address.ZERO, BigInteger.ZERO, big(975), SELLER),
            new Received(0, Address.ZERO, BigInteger.ZERO, big(25), RECIPIENT)));
  }

  private static FlowTrade trade(long wei) {
    return new FlowTrade(SELLER, BUYER, Address.ZERO, ChainDeployment.WRAPPED, big(wei));
  }

  private static FlowNft nft(Address collection, long token) {
    return new FlowNft(collection, List.of(new FlowToken(big(token), BigInteger.ONE)));
  }

  @Test
  void shouldSellASeaportListing() {
    assertEquals(
        List.of("ape 7 for 1000, fee 25"), sales(only(2, CONTRACTS.seaport(), order(HASH, BUYER))));
  }

  @Test
  void shouldSellManyListingsOfOneTransactionEachByItself() {
    String many =
        ExchangeCalls.sellMany(
            ChainDeployment.CATS, SELLER, RECIPIENT, 5, 3, big(90), BigInteger.TWO);
    assertEquals(
        List.of(
            List.of("cat 5 for 90, fee 2"),
            List.of("cat 6 for 90, fee 2"),
            List.of("cat 7 for 90, fee 2")),
        decoded(2, CONTRACTS.seaport(), many).stream().map(EmittedLogsTest::sales).toList());
  }

  @Test
  void shouldSellTheTwoOrdersOfASeaportMatchOnce() {
    String bid =
        ExchangeCalls.fulfillSeaportOrder(
            OTHER_HASH,
            BUYER,
            Address.ZERO,
            Address.ZERO,
            List.of(new Spent(0, Address.ZERO, BigInteger.ZERO, big(1000))),
            List.of(new Received(2, ChainDeployment.APES, big(7), BigInteger.ONE, BUYER)));
    String match = ExchangeCalls.matchSeaportOrders(List.of(HASH, OTHER_HASH));
    List<Decoded> decoded =
        decoded(
            3,
            CONTRACTS.seaport(),
            ExchangeCalls.batch(List.of(order(HASH, Address.ZERO), bid, match)));
    assertEquals(3, decoded.size());
    assertEquals(List.of("ape 7 for 1000, fee 25"), sales(decoded.get(0)));
    assertInstanceOf(Decoded.Ignored.class, decoded.get(1));
    assertInstanceOf(Decoded.Ignored.class, decoded.get(2));
  }

  /** 2.5 % of 10,001 is 250; the odd wei of the price goes to the first NFT. */
  @Test
  void shouldSellAFlowMatchOfTwoCollections() {
    List<FlowNft> nfts = List.of(nft(ChainDeployment.APES, 7), nft(ChainDeployment.CATS, 9));
    assertEquals(
        List.of("ape 7 for 5001, fee 125", "cat 9 for 5000, fee 125"),
        sales(
            only(
                3,
                CONTRACTS.flow(),
                ExchangeCalls.fulfillFlowMatch(HASH, OTHER_HASH, trade(10_001), nfts))));
  }

  @Test
  void shouldSellAFlowTake() {
    assertEquals(
        List.of("cat 9 for 4000, fee 100"),
        sales(
            only(
                3,
                CONTRACTS.flow(),
                ExchangeCalls.fulfillFlowTake(
                    HASH, trade(4000), List.of(nft(ChainDeployment.CATS, 9))))));
  }

  @Test
  void shouldHearThatFlowChangesItsRate() {
    Decoded changed = only(0, CONTRACTS.flow(), ExchangeCalls.setFlowProtocolFee(300));
    assertEquals(300, assertInstanceOf(Decoded.FeeRateChanged.class, changed).bps());
  }

  @Test
  void shouldSellAPunk() {
    String buy = ExchangeCalls.buyPunk(7, big(4000), SELLER, BUYER);
    assertEquals(List.of("punk 7 for 4000, fee 100"), sales(only(3, CONTRACTS.punks(), buy)));
  }

  @Test
  void shouldHearOfEachChangeOfAStake() {
    Address user = CHAIN.account(5);
    BigInteger ten = TOKEN.multiply(BigInteger.TEN);
    assertEquals(
        new StakingEvent.Staked(user, ten, StakeDuration.NONE),
        staking(5, StakerCalls.stake(ten, 0)));
    assertEquals(
        new StakingEvent.DurationChanged(
            user, big(4), StakeDuration.NONE, StakeDuration.TWELVE_MONTHS),
        staking(5, StakerCalls.changeDuration(big(4), 0, 3)));
    assertEquals(new StakingEvent.UnStaked(user, TOKEN), staking(5, StakerCalls.unstake(TOKEN)));
    Address operator = CHAIN.account(6);
    assertEquals(
        new StakingEvent.Delegated(user, operator, BigInteger.TWO),
        staking(5, StakerCalls.delegate(operator, BigInteger.TWO)));
    assertEquals(
        new StakingEvent.Undelegated(user, operator, BigInteger.TWO),
        staking(5, StakerCalls.undelegate(operator, BigInteger.TWO)));
    // Half of what is still locked is lost.
    assertEquals(
        new StakingEvent.RageQuit(user, ten.subtract(TOKEN).subtract(big(2)), big(2)),
        staking(5, StakerCalls.rageQuit()));
  }
}
