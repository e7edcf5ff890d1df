package dev.curation.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.StakerCalls;
import dev.curation.local.TestChain;
import dev.curation.local.TestChain.Mined;
import dev.curation.local.TestChain.Replayed;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import dev.curation.node.LogRange;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real chain. */
final class Web3jNodeTest {
  private static final LocalChain LOCAL = LocalChain.start();
  private static final TestChain CHAIN = LOCAL.chain();
  private static final ChainNode NODE = LOCAL.node();
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final Duration DAY = Duration.ofDays(1);

  private static Address punks = Address.ZERO;
  private static Address other = Address.ZERO;
  private static Address staker = Address.ZERO;

  @BeforeAll
  static void deploy() {
    punks = CHAIN.deploy("TestExchange");
    other = CHAIN.deploy("TestExchange");
    staker = CHAIN.deploy("TestStaker");
  }

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  private static Mined sell(Address exchange, long punk) {
    return CHAIN.call(
        1, exchange, ExchangeCalls.buyPunk(punk, TOKEN, CHAIN.account(1), CHAIN.account(2)));
  }

  private static BlockHeader header(long number) {
    return NODE.headers(List.of(number)).getFirst().orElseThrow();
  }

  private static List<Long> blocks(LogRange range) {
    return range.logs().stream().map(seen -> seen.log().blockNumber()).toList();
  }

  @Test
  void shouldNameItsChainAndItsHead() {
    assertEquals(LocalChain.CHAIN, NODE.chainId());
    long head = NODE.headNumber();
    CHAIN.mine(3);
    assertEquals(head + 3, NODE.headNumber());
  }

  @Test
  void shouldReadTheLogsOfARangeAndOfItsContractsOnly() {
    Mined first = sell(punks, 1);
    Mined second = sell(other, 2);
    Mined third = sell(punks, 3);
    long from = first.blockNumber();
    long to = third.blockNumber();
    assertEquals(List.of(from, to), blocks(NODE.logs(List.of(punks), from, to)));
    assertEquals(List.of(to), blocks(NODE.logs(List.of(punks), from + 1, to)));
    assertEquals(
        List.of(from, second.blockNumber(), to),
        blocks(NODE.logs(List.of(punks, other), from, to)));
    assertEquals(List.of(), blocks(NODE.logs(List.of(staker), from, to)));
  }

  @Test
  void shouldReadEveryFieldOfALog() {
    Instant time = Instant.ofEpochMilli(header(NODE.headNumber()).timestamp()).plus(DAY);
    CHAIN.nextBlockAt(time);
    Mined sale = sell(punks, 7804);
    BlockHeader block = header(sale.blockNumber());
    LogRange range = NODE.logs(List.of(punks), sale.blockNumber(), sale.blockNumber());
    assertEquals(Optional.of(block), range.last());
    SeenLog seen = range.logs().getFirst();
    assertFalse(seen.removed());
    ChainLog log = seen.log();
    assertEquals(
        LocalChain.CHAIN + ":" + block.hash() + ":" + sale.tx() + ":0", log.id().toString());
    assertEquals(sale.blockNumber(), log.blockNumber());
    assertEquals(time.toEpochMilli(), log.timestamp());
    assertEquals(time.toEpochMilli(), block.timestamp());
    assertEquals(punks, log.contract());
    assertEquals(4, log.topics().size());
    assertEquals(TOKEN, new BigInteger(1, log.dataBytes()));
    assertEquals(List.of(log), NODE.transactionLogs(sale.tx()));
  }

  @Test
  void shouldLeaveTheLastBlockEmptyBeyondTheHead() {
    long head = sell(punks, 5).blockNumber();
    LogRange range = NODE.logs(List.of(punks), head, head + 1);
    assertEquals(new LogRange(Optional.empty(), List.of()), range);
  }

  @Test
  void shouldReadMoreHeadersThanFitInOneBatch() {
    CHAIN.mine(250);
    long head = NODE.headNumber();
    List<Long> numbers = LongStream.rangeClosed(head - 229, head + 1).boxed().toList();
    List<Optional<BlockHeader>> headers = NODE.headers(numbers);
    assertEquals(231, headers.size());
    for (int i = 0; i < 229; i++) {
      BlockHeader block = headers.get(i).orElseThrow();
      assertEquals(numbers.get(i), block.number());
      assertEquals(block.hash(), headers.get(i + 1).orElseThrow().parentHash());
    }
    assertEquals(Optional.empty(), headers.getLast());
    assertEquals(List.of(), NODE.headers(List.of()));
  }

  @Test
  void shouldFindNoLogsOfAnUnknownTransaction() {
    assertEquals(List.of(), NODE.transactionLogs(new TxHash("0x" + "9".repeat(64))));
  }

  @Test
  void shouldSeeLogsVanishAndHashesChangeInAReorganisation() {
    Mined sale = sell(punks, 6);
    BlockHash before = header(sale.blockNumber()).hash();
    CHAIN.mine(2);
    CHAIN.reorganise(3, List.of());
    assertEquals(sale.blockNumber() + 2, NODE.headNumber());
    assertNotEquals(before, header(sale.blockNumber()).hash());
    long at = sale.blockNumber();
    assertEquals(List.of(), NODE.logs(List.of(punks), at, at + 2).logs());
    assertEquals(List.of(), NODE.transactionLogs(sale.tx()));
  }

  @Test
  void shouldSeeTheSameTransactionUnderAnotherHashWhenItIsMinedAgain() {
    Mined sale = sell(punks, 8);
    long at = sale.blockNumber();
    ChainLog before = NODE.logs(List.of(punks), at, at).logs().getFirst().log();
    CHAIN.mine(2);
    CHAIN.reorganise(3, List.of(new Replayed(CHAIN.raw(sale.tx()), 1)));
    List<SeenLog> after = NODE.logs(List.of(punks), at, at + 2).logs();
    assertEquals(1, after.size());
    ChainLog log = after.getFirst().log();
    assertEquals(before.id().tx(), log.id().tx());
    assertNotEquals(before.id().block(), log.id().block());
    assertEquals(at + 1, log.blockNumber());
  }

  @Test
  void shouldSurviveAReorganisationOf250Blocks() {
    Mined sale = sell(punks, 9);
    CHAIN.mine(249);
    CHAIN.reorganise(250, List.of());
    long at = sale.blockNumber();
    assertEquals(List.of(), NODE.logs(List.of(punks), at, at + 249).logs());
  }

  @Test
  void shouldMineSeveralTransactionsInOneBlockAtAGivenTime() {
    CHAIN.automine(false);
    Instant time = Instant.ofEpochMilli(header(NODE.headNumber()).timestamp()).plus(DAY);
    List<TxHash> sent =
        LongStream.range(0, 3)
            .mapToObj(
                punk ->
                    CHAIN.send(
                        (int) punk,
                        punks,
                        ExchangeCalls.buyPunk(punk, TOKEN, CHAIN.account(1), CHAIN.account(2))))
            .toList();
    CHAIN.mineAt(time);
    CHAIN.automine(true);
    long block = CHAIN.mined(sent.getFirst()).blockNumber();
    List<SeenLog> logs = NODE.logs(List.of(punks), block, block).logs();
    assertEquals(List.of(0, 1, 2), logs.stream().map(seen -> seen.log().id().logIndex()).toList());
    assertEquals(time.toEpochMilli(), logs.getFirst().log().timestamp());
  }

  @Test
  void shouldForgetWhatCameAfterASnapshot() {
    String snapshot = CHAIN.snapshot();
    long head = NODE.headNumber();
    Mined sale = sell(punks, 10);
    CHAIN.revert(snapshot);
    assertEquals(head, NODE.headNumber());
    assertEquals(List.of(), NODE.transactionLogs(sale.tx()));
  }

  @Test
  void shouldReadTheStakePowerOfAnOlderBlock() {
    Mined staked = CHAIN.call(3, staker, StakerCalls.stake(TOKEN.multiply(BigInteger.TEN), 0));
    Mined unstaked =
        CHAIN.call(3, staker, StakerCalls.unstake(TOKEN.multiply(BigInteger.valueOf(4))));
    Address user = CHAIN.account(3);
    assertEquals(
        OptionalLong.of(10), NODE.stakePower(staker, user, header(staked.blockNumber()).hash()));
    assertEquals(
        OptionalLong.of(6), NODE.stakePower(staker, user, header(unstaked.blockNumber()).hash()));
  }

  @Test
  void shouldKnowNoStakePowerWhereThereIsNone() {
    Address user = CHAIN.account(3);
    BlockHash head = header(NODE.headNumber()).hash();
    assertEquals(OptionalLong.empty(), NODE.stakePower(punks, user, head), "no such function");
    assertEquals(
        OptionalLong.empty(), NODE.stakePower(CHAIN.account(9), user, head), "no contract at all");
  }

  /** It may only be behind: that says nothing about the contract. */
  @Test
  void shouldRefuseAStakePowerOfABlockThatTheNodeDoesNotKnow() {
    BlockHash unknown = new BlockHash("0x" + "9".repeat(64));
    assertThrows(
        NodeException.Refused.class, () -> NODE.stakePower(staker, CHAIN.account(3), unknown));
  }

  @Test
  void shouldRefuseAPowerThatNobodyCanHave() {
    BigInteger most = BigInteger.ONE.shiftLeft(63).subtract(BigInteger.ONE);
    CHAIN.call(4, staker, StakerCalls.stake(most.multiply(TOKEN), 0));
    Address user = CHAIN.account(4);
    BlockHash head = header(NODE.headNumber()).hash();
    assertEquals(OptionalLong.of(Long.MAX_VALUE), NODE.stakePower(staker, user, head));
    Mined more = CHAIN.call(4, staker, StakerCalls.stake(TOKEN, 0));
    BlockHash tooMuch = header(more.blockNumber()).hash();
    NodeException e =
        assertThrows(NodeException.Refused.class, () -> NODE.stakePower(staker, user, tooMuch));
    assertTrue(String.valueOf(e.getMessage()).contains("getUserStakePower"), e.getMessage());
  }

  @Test
  void shouldBeUnavailableWhereNobodyListens() {
    ChainNode nobody =
        new Web3jNode(
            new ChainId(1),
            URI.create("http://127.0.0.1:1"),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));
    assertThrows(NodeException.Unavailable.class, nobody::headNumber);
    BlockHash block = new BlockHash("0x" + "9".repeat(64));
    assertThrows(NodeException.Unavailable.class, () -> nobody.stakePower(staker, punks, block));
  }
}
