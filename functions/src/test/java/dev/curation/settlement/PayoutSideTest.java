package dev.curation.settlement;

import static dev.curation.settlement.SmallLane.WETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.MemoryPayout.WeightsNote;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Weights and money arrive, batches are settled by number, and nothing is paid from nothing. */
class PayoutSideTest {
  private static SmallLane withTwoBatches() {
    SmallLane small = SmallLane.every(1);
    small.block(1, "alice 1, bob 2, cara 5", 80);
    small.block(2, "bob 1", 40);
    return small;
  }

  @Test
  void shouldIgnoreWeightsThatComeAgain() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    assertEquals(WeightsNote.DUPLICATE, small.deliverWeights(1).note());
  }

  @Test
  void shouldIgnoreWeightsOfACancelledBatch() {
    SmallLane small = withTwoBatches();
    small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout());
    assertEquals(WeightsNote.CANCELLED, small.deliverWeights(1).note());
  }

  @Test
  void shouldKeepWeightsThatComeTooEarly() {
    SmallLane small = withTwoBatches();
    small.deliverWeights(2);
    small.send(2, "t2");
    small.deliver("t2");
    small.assertPaid("{}");
    small.send(1, "t1");
    small.deliver("t1");
    assertEquals(2, small.deliverWeights(1).settled().size());
    small.assertPaid("{alice=10, bob=60, cara=50}");
  }

  @Test
  void shouldTakeATransferOnce() {
    SmallLane small = SmallLane.every(1).with80Paid();
    assertEquals(InboxEntry.Note.DUPLICATE, small.deliver("t1").note());
    assertEquals(Wei.of(80), small.paidBook().received());
  }

  @Test
  void shouldQuarantineMoneyThatComesAfterItsRefund() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.send(1, "t1");
    small.lane.accrual().refund(WETH, "t1", small.lane.payout());
    assertEquals(InboxEntry.Note.LATE_AFTER_REFUND, small.deliver("t1").note());
    assertEquals(InboxEntry.Note.DUPLICATE, small.deliver("t1").note());
    assertEquals(Wei.of(80), small.paidBook().quarantine());
    assertEquals(Wei.of(80), small.lane.terms(WETH).external());
    small.assertPaid("{}");
  }

  @Test
  void shouldQuarantineMoneyOfAnUnknownSource() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    var received = small.lane.payout().receive(WETH, "gift", Wei.of(80), false);
    small.lane.check();
    assertEquals(InboxEntry.Note.UNKNOWN_SOURCE, received.note());
    small.assertPaid("{}");
  }

  @Test
  void shouldNotLetAStrangerTakeTheIdOfATransfer() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.lane.payout().receive(WETH, "t1", Wei.of(1), false);
    small.send(1, "t1");
    assertEquals(InboxEntry.Note.CREDITED, small.deliver("t1").note());
    var again = small.lane.payout().receive(WETH, "t1", Wei.of(1), false);
    assertEquals(InboxEntry.Note.DUPLICATE, again.note());
    small.assertPaid("{alice=10, bob=20, cara=50}");
    assertEquals(Wei.of(1), small.lane.terms(WETH).external());
  }

  @Test
  void shouldFundTheFirstBatchFromWhateverTransferComesFirst() {
    SmallLane small = withTwoBatches();
    small.deliverWeights(1);
    small.deliverWeights(2);
    small.send(2, "t2");
    small.send(1, "t1", Wei.of(40));
    small.deliver("t2");
    assertEquals(1, small.deliver("t1").settled().getFirst().seq());
    small.send(1, "t3");
    assertEquals(2, small.deliver("t3").settled().getFirst().seq());
  }

  @Test
  void shouldShareOutWhatTheForfeitsOfABatchLeft() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.lane.payout().changeCurators(Set.of(), Set.of("bob"));
    small.send(1, "t1");
    Settlement first = small.deliver("t1").settled().getFirst();
    assertEquals("{bob=20}", first.forfeited().toString());
    small.block(2, "alice 1, cara 3", 40);
    small.deliverWeights(2);
    small.send(2, "t2");
    Settlement second = small.deliver("t2").settled().getFirst();
    assertEquals(Wei.of(20), second.excessBefore());
    assertEquals("{alice=15, cara=45}", second.paid().toString());
    assertEquals(Wei.ZERO, small.paidBook().excess());
  }

  @Test
  void shouldNotBringAForfeitBackWithTheCurator() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.lane.payout().changeCurators(Set.of(), Set.of("bob"));
    small.send(1, "t1");
    small.deliver("t1");
    small.lane.payout().changeCurators(Set.of("bob"), Set.of());
    small.deliverWeights(1);
    small.assertPaid("{alice=10, cara=50}");
  }

  @Test
  void shouldKeepTheRoundingOfWholeWeiForTheNextBatch() {
    SmallLane small = SmallLane.every(2);
    small.block(1, "alice 1, bob 1", 1);
    small.block(2, "alice 1, bob 1", 2);
    small.deliverWeights(1);
    small.send(1, "t1");
    Settlement settled = small.deliver("t1").settled().getFirst();
    assertEquals("{alice=1, bob=1}", settled.paid().toString());
    assertEquals(Wei.of(1), settled.rounding());
    assertEquals(Wei.of(1), settled.excessAfter());
  }

  @Test
  void shouldStepOverACancelledBatch() {
    SmallLane small = withTwoBatches();
    small.deliverWeights(2);
    small.send(2, "t2");
    small.deliver("t2");
    List<Settlement> settled = small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout());
    assertEquals(2, settled.getFirst().seq());
    assertEquals(2, small.paidBook().settledThrough());
  }

  @Test
  void shouldStepOverACancelledBatchOfADenominationThatIsNotPaidOut() {
    SmallLane small = withTwoBatches();
    small.lane.payout().setPayoutDenoms(Set.of());
    small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout());
    assertEquals(1, small.paidBook().settledThrough());
  }

  @Test
  void shouldPayADenominationOnceItIsAllowed() {
    SmallLane small = SmallLane.every(1);
    small.lane.payout().setPayoutDenoms(Set.of(new Denom("APE")));
    small.with80Paid().assertPaid("{}");
    var settled = small.lane.payout().setPayoutDenoms(null);
    small.lane.check();
    assertEquals(1, settled.getOrDefault(WETH, List.of()).size());
    small.assertPaid("{alice=10, bob=20, cara=50}");
  }

  @Test
  void shouldPayAShortBatchByItsWeightsAndTakeTheLateMoneyForSurplus() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.send(1, "t1", Wei.of(48));
    small.send(1, "t2");
    small.deliver("t1");
    small.lane.payout().settleShort(WETH, 1);
    small.assertPaid("{alice=6, bob=12, cara=30}");
    assertEquals(Wei.of(32), small.paidBook().shortfall());
    small.deliver("t2");
    assertEquals(Wei.of(32), small.paidBook().unapplied());
  }

  @Test
  void shouldShareReleasedSurplusWithTheNextBatch() {
    SmallLane small = SmallLane.every(1).with80Paid();
    small.lane.payout().receive(WETH, "again", Wei.of(8), true);
    assertEquals(Wei.of(8), small.lane.payout().releaseSurplus(WETH, Wei.of(8)));
    small.lane.check();
    small.block(2, "alice 1", 2);
    small.deliverWeights(2);
    small.send(2, "t2");
    assertEquals("{alice=10}", small.deliver("t2").settled().getFirst().paid().toString());
  }

  @Test
  void shouldSweepTheExcessOfALaneThatIsDone() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.lane.payout().changeCurators(Set.of(), Set.of("alice", "bob", "cara"));
    small.send(1, "t1");
    small.deliver("t1");
    assertEquals(Wei.of(80), small.lane.payout().sweepExcess(WETH, small.lane.accrual()::isDone));
    small.lane.check();
    assertEquals(Wei.of(80), small.paidBook().swept());
  }

  @Test
  void shouldCallNoBatchOpenThatIsSettledOrCancelled() {
    SmallLane small = withTwoBatches();
    small.deliverWeights(1);
    small.deliverWeights(2);
    small.send(2, "t2");
    small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout());
    small.deliver("t2");
    assertFalse(small.lane.payout().of(WETH).hasOpenBatch());
  }

  @Test
  void shouldCallACancelledBatchNotOpenThoughItsTurnHasNotCome() {
    SmallLane small = withTwoBatches();
    small.deliverWeights(2);
    small.lane.accrual().cancelBatch(WETH, 2, small.lane.payout());
    assertEquals(0, small.paidBook().settledThrough());
    assertFalse(small.lane.payout().of(WETH).hasOpenBatch());
  }
}
