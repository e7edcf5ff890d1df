package dev.curation.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

final class FailoverNodeTest {
  private static final ChainId CHAIN = new ChainId(1);
  private static final Address ANY = Address.ZERO;
  private static final BlockHash BLOCK = new BlockHash("0x" + "b".repeat(64));

  private final List<Duration> pauses = new ArrayList<>();
  private final Random random = new Random(3);

  /** A node that answers all questions about numbers with one, and counts them. */
  private static final class NodeDouble implements ChainNode {
    private final ChainId chain;
    private final LongSupplier answer;
    private OptionalLong power = OptionalLong.empty();
    private int chainQuestions;
    private int questions;

    NodeDouble(ChainId chain, LongSupplier answer) {
      this.chain = chain;
      this.answer = answer;
    }

    static NodeDouble answering(long answer) {
      return new NodeDouble(CHAIN, () -> answer);
    }

    static NodeDouble unavailable(String message) {
      return new NodeDouble(
          CHAIN,
          () -> {
            throw new NodeException.Unavailable(message, null);
          });
    }

    @Override
    public ChainId chainId() {
      chainQuestions++;
      return chain;
    }

    @Override
    public long headNumber() {
      questions++;
      return answer.getAsLong();
    }

    @Override
    public List<Optional<BlockHeader>> headers(List<Long> numbers) {
      return List.of(Optional.of(new BlockHeader(headNumber(), BLOCK, BLOCK, 0)));
    }

    @Override
    public LogRange logs(Collection<Address> contracts, long from, long to) {
      return new LogRange(headers(List.of(to)).getFirst(), List.of());
    }

    @Override
    public LogRange transfers(Address token, Address receiver, long from, long to) {
      return new LogRange(headers(List.of(to)).getFirst(), List.of());
    }

    @Override
    public List<ChainLog> transactionLogs(TxHash tx) {
      var unused = headNumber();
      return List.of();
    }

    @Override
    public OptionalLong stakePower(Address stakingContract, Address user, BlockHash block) {
      var unused = headNumber();
      return power;
    }

    @Override
    public Optional<String> view(Address contract, String data, BlockHash block) {
      return power.isEmpty() ? Optional.empty() : Optional.of("0x" + headNumber());
    }
  }

  private FailoverNode over(ChainNode... nodes) {
    return new FailoverNode(CHAIN, List.of(nodes), random, pauses::add);
  }

  @Test
  void shouldAskTheFirstEndpointAsLongAsItAnswers() {
    NodeDouble first = NodeDouble.answering(7);
    NodeDouble second = NodeDouble.answering(8);
    FailoverNode node = over(first, second);
    assertEquals(7, node.headNumber());
    assertEquals(7, node.headers(List.of(1L)).getFirst().orElseThrow().number());
    assertEquals(7, node.logs(List.of(ANY), 1, 2).last().orElseThrow().number());
    assertEquals(7, node.transfers(ANY, ANY, 1, 2).last().orElseThrow().number());
    assertEquals(List.of(), node.transactionLogs(new TxHash("0x" + "7".repeat(64))));
    assertEquals(CHAIN, node.chainId());
    assertEquals(0, second.questions);
    assertEquals(List.of(), pauses);
  }

  @Test
  void shouldAskTheNextEndpointWhereOneIsUnavailable() {
    assertEquals(8, over(NodeDouble.unavailable("down"), NodeDouble.answering(8)).headNumber());
    assertEquals(List.of(), pauses, "no wait while another one answers");
  }

  @Test
  void shouldGoThroughAllAgainAfterAWait() {
    int[] calls = {0};
    NodeDouble recovering =
        new NodeDouble(
            CHAIN,
            () -> {
              if (++calls[0] < 3) {
                throw new NodeException.Unavailable("restarting", null);
              }
              return 9;
            });
    assertEquals(9, over(NodeDouble.unavailable("down"), recovering).headNumber());
    assertEquals(2, pauses.size());
  }

  @Test
  void shouldGiveUpAfterFourRoundsWithTheLastReason() {
    NodeDouble first = NodeDouble.unavailable("one");
    NodeDouble second = NodeDouble.unavailable("two");
    NodeException e =
        assertThrows(NodeException.Unavailable.class, () -> over(first, second).headNumber());
    assertEquals("two", e.getMessage());
    assertEquals(List.of(4, 4), List.of(first.questions, second.questions));
    assertEquals(3, pauses.size());
  }

  @Test
  void shouldWaitAnyTimeUpToAMostThatDoubles() {
    Set<Long> first = new TreeSet<>();
    long[] longest = new long[3];
    for (int i = 0; i < 2_000; i++) {
      pauses.clear();
      assertThrows(
          NodeException.Unavailable.class, () -> over(NodeDouble.unavailable("x")).headNumber());
      first.add(pauses.getFirst().toMillis());
      for (int round = 0; round < 3; round++) {
        longest[round] = Math.max(longest[round], pauses.get(round).toMillis());
      }
    }
    assertTrue(first.contains(0L) && first.contains(500L), first.toString());
    assertTrue(longest[0] <= 500 && longest[1] <= 1_000 && longest[2] <= 2_000);
    assertTrue(longest[1] > 900 && longest[2] > 1_900);
  }

  private static NodeDouble refusing(String message) {
    return new NodeDouble(
        CHAIN,
        () -> {
          throw new NodeException.Refused(message);
        });
  }

  @Test
  void shouldAskTheNextEndpointWhereOneRefuses() {
    NodeDouble first = refusing("HTTP 401: the key has expired");
    assertEquals(8, over(first, NodeDouble.answering(8)).headNumber());
    assertEquals(List.of(), pauses);
  }

  @Test
  void shouldPassARefusalOnAtOnceWhereNoEndpointAnswers() {
    FailoverNode node = over(refusing("range too large"), NodeDouble.unavailable("down"));
    NodeException e = assertThrows(NodeException.Refused.class, node::headNumber);
    assertEquals("range too large", e.getMessage());
    assertEquals(List.of(), pauses);
  }

  @Test
  void shouldNeverUseAnEndpointOfAnotherChain() {
    NodeDouble wrong = new NodeDouble(new ChainId(5), () -> 7);
    WrongChainException e =
        assertThrows(
            WrongChainException.class,
            () -> over(NodeDouble.unavailable("down"), wrong).headNumber());
    assertEquals("Endpoint 2 of chain 1 is on chain 5.", e.getMessage());
    assertEquals(0, wrong.questions);
  }

  @Test
  void shouldAskEachEndpointForItsChainOnlyOnce() {
    NodeDouble first = NodeDouble.answering(7);
    FailoverNode node = over(first);
    assertEquals(7, node.headNumber());
    assertEquals(7, node.headNumber());
    assertEquals(1, first.chainQuestions);
  }

  @Test
  void shouldLookForAnEndpointThatStillKnowsAnOldState() {
    NodeDouble pruned = NodeDouble.answering(7);
    NodeDouble archive = NodeDouble.answering(7);
    archive.power = OptionalLong.of(42);
    assertEquals(OptionalLong.of(42), over(pruned, archive).stakePower(ANY, ANY, BLOCK));
    assertEquals(OptionalLong.empty(), over(pruned, pruned).stakePower(ANY, ANY, BLOCK));
    assertEquals(Optional.of("0x7"), over(pruned, archive).view(ANY, "0x", BLOCK));
    assertEquals(Optional.empty(), over(pruned, pruned).view(ANY, "0x", BLOCK));
    FailoverNode partly = over(NodeDouble.unavailable("down"), pruned);
    assertEquals(OptionalLong.empty(), partly.stakePower(ANY, ANY, BLOCK));
    assertEquals(List.of(), pauses, "the next question would get the same answer");
  }

  @Test
  void shouldNeedAnEndpoint() {
    assertThrows(IllegalArgumentException.class, this::over);
  }
}
