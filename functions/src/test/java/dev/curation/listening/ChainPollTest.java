package dev.curation.listening;

import static dev.curation.listening.ListeningWorld.flow;
import static dev.curation.listening.ListeningWorld.punk;
import static dev.curation.listening.ListeningWorld.rate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.ChainLog;
import dev.curation.documents.Paths;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainPollTest {
  private final ListeningWorld world = new ListeningWorld();

  private void confirmations(int confirmations, int finality) {
    world.settings =
        new ChainSettings(world.settings.contracts(), confirmations, finality, OptionalLong.of(0));
  }

  @Test
  void shouldReadSalesUpToTheConfirmedBlocks() {
    world.mineSales(30);
    world.chain.mine("", List.of(punk("unconfirmed", 1, 4000)));

    ChainPoll.Report report = world.poll();

    assertEquals(30, world.facts().size());
    assertEquals(30 * 100, world.feesOf(ListeningWorld.PUNK_COLLECTION));
    assertEquals(30, report.count().created());
    assertEquals(report.head() - 2 + 1, report.nextBlock());
    assertTrue(report.isDone());
  }

  @Test
  void shouldChangeNothingWhenNothingIsNew() {
    world.mineSales(30);
    world.poll();
    List<StoredDocument> before = world.ledger();
    world.poll();
    assertEquals(before, world.ledger());
  }

  @Test
  void shouldStoreWhatTheLogSaysUnderAnIdThatFollowsFromIt() {
    ChainLog log = world.chain.mine("", List.of(punk("tx", 7, 4000))).getFirst();
    world.mineEmpty(2);
    world.poll();
    StoredDocument sale = world.ledger().getFirst();
    assertEquals(Paths.event(ListeningWorld.PUNK_COLLECTION, log.id().toString()), sale.path());
    assertEquals("100", sale.fields().string("protocolFeeWei"));
    assertEquals("4000", sale.fields().string("priceWei"));
    assertEquals("7", sale.fields().string("tokenId"));
    assertEquals("cryptopunks", sale.fields().string("source"));
    assertEquals(log.id().block().hex(), sale.fields().string("blockHash"));
    assertEquals(log.timestamp(), sale.fields().integer("timestamp"));
  }

  @Test
  void shouldHalveARangeThatTheNodeRefusesWhateverItSays() {
    world.mineSales(300);
    world.chain.refuse((from, to) -> to - from >= 7);
    ChainPoll.Report report = world.poll();
    assertTrue(report.isDone());
    assertEquals(300, world.facts().size());
  }

  @Test
  void shouldReportABlockThatCannotBeReadAndStayBeforeIt() {
    world.mineSales(60);
    world.chain.refuse((from, to) -> from <= 23 && to >= 23);
    UnreadableBlockException e = assertThrows(UnreadableBlockException.class, () -> world.poll());
    assertEquals(23, e.block());
    assertEquals(22, world.facts().size());
    world.chain.refuse((from, to) -> false);
    world.poll();
    assertEquals(60, world.facts().size());
  }

  @Test
  void shouldNotTakeForReadWhatANodeThatLagsDoesNotKnow() {
    world.mineSales(30);
    world.chain.lagBy(10);
    assertFalse(world.poll().isDone());
    assertTrue(world.facts().size() <= 24);
    world.chain.lagBy(0);
    world.poll();
    assertEquals(30, world.facts().size());
  }

  @Test
  void shouldWaitWhenTheNodeNoLongerKnowsWhatWasRead() {
    world.mineSales(30);
    world.poll();
    List<StoredDocument> before = world.ledger();
    world.chain.lagBy(12);
    assertFalse(world.poll().isDone());
    assertEquals(before, world.ledger());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 17, 18, 120, 250})
  void shouldMarkTheSalesOfBlocksThatAReorganisationTookAway(int depth) {
    confirmations(0, 251);
    world.mineSales(300);
    world.poll();
    world.chain.reorganise(depth);
    for (int i = 0; i < depth + 1; i++) {
      world.chain.mine("fork", List.of(punk("other" + i, i, 8000)));
    }

    ChainPoll.Report report = world.poll();

    assertEquals(depth, report.depth());
    assertEquals((300 - depth) * 100L + (depth + 1) * 200L, totalFees());
    assertEquals(depth, world.ledger().stream().filter(ChainPollTest::isDeleted).count());
    assertEquals(
        0,
        world.ledger().stream()
            .filter(event -> isDeleted(event) && event.fields().bool("isAggregated"))
            .count());
  }

  private long totalFees() {
    return world.feesOf(ListeningWorld.PUNK_COLLECTION);
  }

  private static boolean isDeleted(StoredDocument event) {
    return event.fields().bool("isDeleted");
  }

  @Test
  void shouldTakeTheSameTransactionInAnotherBlockForAnotherFact() {
    confirmations(0, 20);
    world.mineEmpty(5);
    world.chain.mine("", List.of(punk("same", 1, 4000)));
    world.poll();
    world.chain.reorganise(1);
    world.chain.mine("fork", List.of());
    world.chain.mine("fork", List.of(punk("same", 1, 4000)));
    world.poll();
    assertEquals(2, world.ledger().size());
    assertEquals(100, totalFees());
  }

  @Test
  void shouldFollowAChainThatBecameShorter() {
    confirmations(0, 20);
    world.mineSales(30);
    world.poll();
    world.chain.reorganise(5);
    world.chain.mine("fork", List.of());
    world.poll();
    assertEquals(25 * 100, totalFees());
  }

  @Test
  void shouldRestoreSalesOfAChainThatCameBack() {
    confirmations(0, 20);
    world.mineSales(30);
    world.poll();
    world.chain.reorganise(3);
    world.mineFork(4);
    world.poll();
    assertEquals(27 * 100, totalFees());
    world.chain.reorganise(4);
    for (int i = 27; i < 30; i++) {
      world.chain.mine("", List.of(punk("tx" + i, i, 4000)));
    }
    world.mineEmpty(2);
    world.poll();
    assertEquals(30 * 100, totalFees());
    assertEquals(30, world.ledger().size());
  }

  @Test
  void shouldRefuseAReorganisationBehindFinality() {
    confirmations(0, 20);
    world.mineSales(60);
    world.poll();
    world.chain.reorganise(30);
    world.mineFork(40);
    assertThrows(ReorganisationTooDeepException.class, () -> world.poll());
    assertEquals(60 * 100, totalFees());
  }

  @Test
  void shouldCountTheLiveCopyWhereOneAnswerHoldsARemovedOneToo() {
    confirmations(0, 20);
    world.mineSales(10);
    world.poll();
    world.chain.reorganise(3);
    for (int i = 7; i < 10; i++) {
      world.chain.mine("", List.of(punk("tx" + i, i, 4000)));
    }
    world.mineEmpty(1);
    world.chain.tellRemoved();
    world.poll();
    assertEquals(10 * 100, totalFees());
  }

  @Test
  void shouldReadAgainWhenTheChainMovesBetweenTwoAnswers() {
    confirmations(0, 20);
    world.mineSales(10);
    world.chain.beforeHeaders(
        () -> {
          world.chain.reorganise(2);
          world.mineFork(3);
        });
    world.poll();
    assertEquals(8 * 100, totalFees());
  }

  @Test
  void shouldPutRightWhatAWebhookDeliveredOfABlockThatIsNotOnTheChain() {
    confirmations(0, 20);
    world.mineSales(10);
    world.poll();
    List<ChainLog> seen = world.chain.mine("", List.of(punk("gone", 1, 4000)));
    world.deliver(seen, false);
    assertEquals(11 * 100, totalFees());
    world.chain.reorganise(1);
    world.mineFork(2);
    world.poll();
    assertEquals(10 * 100, totalFees());
  }

  @Test
  void shouldPutRightWhenBlocksBecomeFinalWhatWebhooksGotWrong() {
    confirmations(0, 20);
    world.mineSales(10);
    world.poll();
    List<ChainLog> sale = world.chain.mine("", List.of(punk("late", 1, 4000)));
    world.poll();
    world.deliver(sale, true); // A removal that came late: the log is on the chain.
    assertEquals(10 * 100, totalFees());
    world.mineEmpty(25);
    world.poll();
    assertEquals(11 * 100, totalFees());
    world.deliver(sale, true); // Too late: the block is final.
    assertEquals(11 * 100, totalFees());
  }

  @Test
  void shouldNotTakeALateDeliveryOfAFinalBlockThatIsLongGone() {
    confirmations(0, 20);
    world.mineSales(10);
    List<ChainLog> gone = world.chain.mine("", List.of(punk("gone", 1, 4000)));
    world.chain.reorganise(1);
    world.mineFork(30);
    world.poll();
    assertEquals(0, world.deliver(gone, false).created());
    assertEquals(10 * 100, totalFees());
  }

  /** Between any two steps of a late delivery a poll makes its block final, and the reverse. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldNotKeepALateDeliveryOfABlockThatBecomesFinalMeanwhile(boolean pollFirst) {
    for (int step = 1; step < 30; step++) {
      ListeningWorld racing = new ListeningWorld();
      racing.settings = new ChainSettings(racing.settings.contracts(), 0, 20, OptionalLong.of(0));
      racing.chain.mine("", List.of(punk("kept", 0, 4000)));
      racing.poll();
      List<ChainLog> gone = racing.chain.mine("", List.of(punk("gone", 1, 4000)));
      racing.chain.reorganise(1);
      for (int i = 0; i < 30; i++) {
        racing.chain.mine("fork", List.of());
      }
      List<SeenLog> told = gone.stream().map(log -> new SeenLog(log, false)).toList();
      if (pollFirst) {
        racing.poll(racing.store(atStep(step, () -> racing.deliver(told)))).run();
      } else {
        racing.deliver(racing.store(atStep(step, () -> racing.poll())), told);
      }
      racing.poll();
      assertEquals(100, racing.feesOf(ListeningWorld.PUNK_COLLECTION), "step " + step);
    }
  }

  private static Faults atStep(int step, Runnable action) {
    return new Faults() {
      private int steps;

      @Override
      public void beforeOperation(Operation operation) {
        steps++;
        if (steps == step) {
          action.run();
        }
      }
    };
  }

  @Test
  void shouldComputeFeesWithTheRateInForceAtThatBlock() {
    world.chain.mine("", List.of(flow("a", 10_000, ListeningWorld.APES)));
    world.chain.mine(
        "",
        List.of(
            flow("b", 10_000, ListeningWorld.APES),
            rate("c", 300),
            flow("d", 10_000, ListeningWorld.APES)));
    world.chain.mine("", List.of(flow("e", 10_000, ListeningWorld.APES), rate("f", 100)));
    world.chain.mine("", List.of(flow("g", 10_000, ListeningWorld.APES)));
    world.mineEmpty(2);
    world.poll();
    assertEquals(250 + 250 + 300 + 300 + 100, world.feesOf(ListeningWorld.APES));
  }

  @Test
  void shouldComputeFeesAgainWhenAReorganisationTakesARateAway() {
    confirmations(0, 20);
    world.mineEmpty(3);
    world.chain.mine("", List.of(rate("r", 1000)));
    world.chain.mine("", List.of(flow("a", 10_001, ListeningWorld.APES, ListeningWorld.CATS)));
    world.poll();
    assertEquals(500, world.feesOf(ListeningWorld.APES));
    world.chain.reorganise(2);
    world.mineEmpty(1);
    world.chain.mine("", List.of(flow("a", 10_001, ListeningWorld.APES, ListeningWorld.CATS)));
    world.mineEmpty(1);
    world.poll();
    assertEquals(125, world.feesOf(ListeningWorld.APES));
    assertEquals(125, world.feesOf(ListeningWorld.CATS));
  }

  @Test
  void shouldRecordALogThatCannotBeDecodedAndGoOn() {
    world.chain.mine(
        "", List.of(punk("a", 1, 4000), ListeningWorld.damaged("bad"), punk("b", 2, 4000)));
    world.mineEmpty(2);
    ChainPoll.Report report = world.poll();
    assertEquals(1, report.count().rejected());
    assertEquals(200, totalFees());
    List<StoredDocument> rejected = world.all(Paths.REJECTED_LOGS);
    assertEquals(1, rejected.size());
    assertEquals("topics", rejected.getFirst().fields().string("field"));
    assertTrue(rejected.getFirst().path().id().endsWith(":1"));
  }

  @Test
  void shouldStoreASaleOfMoreNftsThanADocumentHasRoomFor() {
    world.chain.mine("", List.of(ListeningWorld.largeBundle("large", 20_000)));
    world.mineSales(30);
    assertTrue(world.poll().isDone());
    assertEquals(31, world.facts().size());
  }

  @Test
  void shouldChangeNothingWhenNoNodeAnswers() {
    world.mineSales(30);
    world.chain.failNext(1);
    assertThrows(NodeException.Unavailable.class, () -> world.poll());
    assertEquals(List.of(), world.ledger());
  }
}
