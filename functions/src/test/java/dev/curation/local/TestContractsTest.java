package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainLog;
import dev.curation.evm.Web3jNode;
import dev.curation.local.ExchangeCalls.FlowNft;
import dev.curation.local.ExchangeCalls.FlowToken;
import dev.curation.local.ExchangeCalls.FlowTrade;
import dev.curation.local.ExchangeCalls.Received;
import dev.curation.local.ExchangeCalls.Spent;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contracts of the local chain emit what specs/ingestion.md lists, and stake by its rules. */
final class TestContractsTest {
  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();
  private static final Web3jNode NODE = LOCAL.node();
  private static final Address NFT = new Address("0x" + "5".repeat(40));
  private static final String HASH = "0x" + "a".repeat(64);
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  private static Address exchange = Address.ZERO;
  private static Address staker = Address.ZERO;
  private static Instant now = LocalChain.GENESIS;

  @BeforeAll
  static void deploy() {
    exchange = CHAIN.deploy("TestExchange");
    staker = CHAIN.deploy("TestStaker");
    now = Instant.parse("2026-02-01T00:00:00Z");
  }

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private static List<ChainLog> emitted(int account, Address contract, String data) {
    return NODE.transactionLogs(CHAIN.call(account, contract, data).tx());
  }

  private static String topic0(int account, Address contract, String data) {
    List<ChainLog> logs = emitted(account, contract, data);
    assertEquals(1, logs.size());
    return logs.getFirst().topics().getFirst();
  }

  private static long power(int account) {
    BlockHash head = NODE.headers(List.of(NODE.headNumber())).getFirst().orElseThrow().hash();
    return NODE.stakePower(staker, CHAIN.account(account), head).orElseThrow();
  }

  private static BigInteger tokens(long count) {
    return TOKEN.multiply(BigInteger.valueOf(count));
  }

  private static void later(int days) {
    now = now.plus(Duration.ofDays(days));
    CHAIN.nextBlockAt(now);
  }

  @Test
  void shouldEmitSeaportsEvents() {
    Address seller = CHAIN.account(1);
    String order =
        ExchangeCalls.fulfillSeaportOrder(
            HASH,
            seller,
            Address.ZERO,
            CHAIN.account(2),
            List.of(new Spent(2, NFT, BigInteger.ONE, BigInteger.ONE)),
            List.of(new Received(0, Address.ZERO, BigInteger.ZERO, TOKEN, seller)));
    String empty =
        ExchangeCalls.fulfillSeaportOrder(
            HASH, seller, Address.ZERO, CHAIN.account(2), List.of(), List.of());
    String fulfilled = "0x9d9af8e38d66c62e2c12f0225249fd9d721c54b83f48d9352c97c6cacdcb6f31";
    String matched = "0x4b9f2d36e1b4c93de62cc077b00b1a91d84b6c31b4a14e012718dcca230689e7";
    String both =
        ExchangeCalls.batch(
            List.of(order, empty, ExchangeCalls.matchSeaportOrders(List.of(HASH, HASH))));
    List<ChainLog> logs = emitted(2, exchange, both);
    assertEquals(
        List.of(fulfilled, fulfilled, matched),
        logs.stream().map(log -> log.topics().getFirst()).toList());
    assertEquals(
        "0x" + "0".repeat(24) + seller.hex().substring(2), logs.getFirst().topics().get(1));
    assertEquals(HASH.substring(2), logs.getFirst().data().substring(2, 66));
  }

  @Test
  void shouldSellManyTokensInOneTransaction() {
    List<ChainLog> logs =
        emitted(
            3,
            exchange,
            ExchangeCalls.sellMany(
                NFT, CHAIN.account(1), CHAIN.account(4), 7, 2_000, TOKEN, BigInteger.TWO));
    assertEquals(2_000, logs.size());
    assertEquals(2_000, logs.stream().map(log -> log.data().substring(0, 66)).distinct().count());
  }

  @Test
  void shouldEmitFlowsEvents() {
    FlowTrade trade = new FlowTrade(CHAIN.account(1), CHAIN.account(2), NFT, Address.ZERO, TOKEN);
    List<FlowNft> nfts =
        List.of(new FlowNft(NFT, List.of(new FlowToken(BigInteger.TEN, BigInteger.ONE))));
    assertEquals(
        "0x9f0ef199f3d5fa3ecdee559103421e5ce53b68b3187e374801d79307d145d1eb",
        topic0(1, exchange, ExchangeCalls.fulfillFlowMatch(HASH, HASH, trade, nfts)));
    assertEquals(
        "0xd1b78f78360698bdfc69fb877fd0dd84d4817dfe3095a8456e6f7ff0f4d51170",
        topic0(1, exchange, ExchangeCalls.fulfillFlowTake(HASH, trade, nfts)));
    assertEquals(
        "0x45a5a29d28d3452ca649e48ecb93f018866388cb166efa2f14529862d6c30e10",
        topic0(1, exchange, ExchangeCalls.setFlowProtocolFee(250)));
  }

  @Test
  void shouldEmitThePunksSale() {
    // keccak256("PunkBought(uint256,uint256,address,address)"), as on mainnet.
    assertEquals(
        "0x58e5d5a525e3b40bc15abaa38b5882678db1ee68befd2f60bafe3a7fd06db9e3",
        topic0(1, exchange, ExchangeCalls.buyPunk(7, TOKEN, CHAIN.account(1), CHAIN.account(2))));
  }

  @Test
  void shouldEmitTheStakersEvents() {
    assertEquals(
        "0x8acf475137e0cd74ca7f611d16b1e6383ec9a9c71a8e5b85967781b9c7214d11",
        topic0(5, staker, StakerCalls.stake(tokens(10), 0)));
    assertEquals(
        "0x63150e8b5e4641c6dcb33218dfa68e0fb495103c2026d8bc4f4d2f5ea8dc3b5e",
        topic0(5, staker, StakerCalls.changeDuration(tokens(4), 0, 1)));
    assertEquals(
        "0x79d3df6837cc49ff0e09fd3258e6e45594e0703445bb06825e9d75156eaee8f0",
        topic0(5, staker, StakerCalls.unstake(tokens(5))));
    assertEquals(
        "0xe5541a6b6103d4fa7e021ed54fad39c66f27a76bd13d374cf6240ae6bd0bb72b",
        topic0(5, staker, StakerCalls.delegate(CHAIN.account(6), BigInteger.ONE)));
    assertEquals(
        "0x4d10bd049775c77bd7f255195afba5088028ecb3c7c277d393ccff7934f2f92c",
        topic0(5, staker, StakerCalls.undelegate(CHAIN.account(6), BigInteger.ONE)));
    assertEquals(
        "0x20b9ae70e00bcf875fee93f4773eeda971ebf747d5545ae9a3c3c2dfb022167a",
        topic0(5, staker, StakerCalls.rageQuit()));
  }

  @Test
  void shouldWeighStakesByDurationAndFloorTheSumOnce() {
    BigInteger half = TOKEN.shiftRight(1);
    CHAIN.call(6, staker, StakerCalls.stake(half, 0));
    CHAIN.call(6, staker, StakerCalls.stake(half, 2));
    assertEquals(2, power(6), "0.5 + 3 * 0.5");
    CHAIN.call(6, staker, StakerCalls.stake(half, 0));
    assertEquals(2, power(6), "1 + 3 * 0.5");
    CHAIN.call(6, staker, StakerCalls.stake(tokens(10), 1));
    CHAIN.call(6, staker, StakerCalls.stake(tokens(100), 3));
    assertEquals(422, power(6));
    CHAIN.call(6, staker, StakerCalls.changeDuration(tokens(10), 1, 3));
    assertEquals(442, power(6));
  }

  @Test
  void shouldUnstakeOnlyWhatIsVestedShortestLocksFirst() {
    later(1);
    CHAIN.call(7, staker, StakerCalls.stake(tokens(10), 1));
    assertThrows(
        EmulatorException.class, () -> CHAIN.call(7, staker, StakerCalls.unstake(BigInteger.ONE)));
    later(90);
    CHAIN.call(7, staker, StakerCalls.unstake(tokens(3)));
    assertEquals(14, power(7));
    // Vesting restarts with the last stake into the lock.
    CHAIN.call(7, staker, StakerCalls.stake(tokens(1), 1));
    later(89);
    assertThrows(
        EmulatorException.class, () -> CHAIN.call(7, staker, StakerCalls.unstake(BigInteger.ONE)));
  }

  @Test
  void shouldWipeAnUnvestedLockThatAnUnstakePassesOver() {
    later(1);
    CHAIN.call(8, staker, StakerCalls.stake(tokens(5), 0));
    CHAIN.call(8, staker, StakerCalls.stake(tokens(10), 2));
    later(180);
    CHAIN.call(8, staker, StakerCalls.stake(tokens(7), 1));
    assertEquals(5 + 2 * 7 + 3 * 10, power(8));
    // 5 from none, nothing from the unvested three months, which are wiped, 1 from six months.
    CHAIN.call(8, staker, StakerCalls.unstake(tokens(6)));
    assertEquals(3 * 9, power(8));
  }

  @Test
  void shouldKeepAnUnvestedLockThatAnUnstakeDoesNotReach() {
    CHAIN.call(9, staker, StakerCalls.stake(tokens(5), 0));
    CHAIN.call(9, staker, StakerCalls.stake(tokens(7), 1));
    CHAIN.call(9, staker, StakerCalls.unstake(tokens(5)));
    assertEquals(14, power(9));
  }

  private static void assertRefused(int account, String data) {
    assertThrows(EmulatorException.class, () -> CHAIN.call(account, staker, data));
  }

  private static String delegate(int operator, long votes) {
    return StakerCalls.delegate(CHAIN.account(operator), BigInteger.valueOf(votes));
  }

  private static String undelegate(int operator, long votes) {
    return StakerCalls.undelegate(CHAIN.account(operator), BigInteger.valueOf(votes));
  }

  @Test
  void shouldMoveDelegatedPowerToTheOperatorAndBack() {
    CHAIN.call(11, staker, StakerCalls.stake(tokens(10), 2));
    CHAIN.call(11, staker, delegate(12, 20));
    CHAIN.call(11, staker, delegate(13, 10));
    assertEquals(List.of(0L, 20L, 10L), List.of(power(11), power(12), power(13)));
    CHAIN.call(11, staker, undelegate(12, 15));
    assertEquals(List.of(15L, 5L, 10L), List.of(power(11), power(12), power(13)));
  }

  @Test
  void shouldRefuseDelegationsThatNothingOfOnesOwnBacks() {
    CHAIN.call(14, staker, StakerCalls.stake(tokens(10), 0));
    assertRefused(14, delegate(15, 0));
    assertRefused(14, delegate(14, 1));
    assertRefused(14, delegate(15, 11));
    CHAIN.call(14, staker, delegate(15, 6));
    assertRefused(14, delegate(15, 5));
    // What was received cannot be delegated on.
    assertRefused(15, delegate(16, 1));
    assertRefused(14, undelegate(15, 0));
    assertRefused(14, undelegate(15, 7));
    assertRefused(14, undelegate(16, 1));
  }

  @Test
  void shouldRefuseToTakeOutStakeThatIsDelegated() {
    CHAIN.call(17, staker, StakerCalls.stake(tokens(10), 0));
    CHAIN.call(17, staker, delegate(18, 6));
    assertRefused(17, StakerCalls.unstake(tokens(5)));
    assertRefused(17, StakerCalls.rageQuit());
    CHAIN.call(17, staker, StakerCalls.unstake(tokens(4)));
    assertEquals(0, power(17));
    CHAIN.call(17, staker, undelegate(18, 6));
    CHAIN.call(17, staker, StakerCalls.rageQuit());
    assertEquals(List.of(0L, 0L), List.of(power(17), power(18)));
  }

  @Test
  void shouldPayHalfOfWhatIsNotVestedOnARageQuit() {
    CHAIN.call(10, staker, StakerCalls.stake(tokens(5), 0));
    CHAIN.call(10, staker, StakerCalls.stake(tokens(9), 3));
    ChainLog log = emitted(10, staker, StakerCalls.rageQuit()).getFirst();
    BigInteger toUser = new BigInteger(log.data().substring(2, 66), 16);
    BigInteger penalty = new BigInteger(log.data().substring(66), 16);
    assertEquals(tokens(19).shiftRight(1), toUser);
    assertEquals(tokens(9).shiftRight(1), penalty);
    assertEquals(0, power(10));
  }
}
