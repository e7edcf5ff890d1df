package dev.curation.settlement;

import static dev.curation.settlement.SmallLane.WETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Fees come in, are shared by votes, go out in batches, and may come back. */
class AccrualSideTest {
  private static final BigInteger THIRD_OF_A_WEI = Atto.PER_WEI.divide(BigInteger.valueOf(3));

  @Test
  void shouldLeaveInThePoolWhatVotesDoNotDivide() {
    SmallLane small = SmallLane.every(9);
    small.block(1, "alice 1, bob 1, cara 1", 1);
    assertEquals(BigInteger.ONE, small.accrualBook().poolAtto());
    assertEquals(
        THIRD_OF_A_WEI, small.lane.accrual().of(WETH).accrual().holdingsAtto().get("alice"));
  }

  @Test
  void shouldKeepFeesForTheFirstBlockWithVotes() {
    SmallLane small = SmallLane.every(9);
    small.block(1, "", 7);
    small.block(2, "alice 0", 3);
    small.assertHeldWei("{}");
    small.block(3, "bob 4", 0);
    small.assertHeldWei("{bob=10}");
  }

  @Test
  void shouldTakeTheLocalPartOnceFromNewFees() {
    SmallLane small = SmallLane.every(9);
    small
        .lane
        .accrual()
        .setParameters(SmallLane.parameters(9, Atto.PER_WEI.divide(BigInteger.valueOf(4))));
    small.block(1, "", 101);
    small.block(2, "bob 1", 3);
    assertEquals(Wei.of(25), small.accrualBook().local());
    small.assertHeldWei("{bob=79}");
  }

  @Test
  void shouldSendTheBlockOfTheSlotWithIt() {
    SmallLane small = SmallLane.every(2);
    assertEquals(Optional.empty(), small.block(1, "alice 1", 5));
    Batch batch = small.block(2, "bob 1", 7).orElseThrow();
    assertEquals(Wei.of(12), batch.totalTokens());
    assertEquals(Set.of("alice", "bob"), batch.weightsAtto().keySet());
  }

  @Test
  void shouldReturnTheRemainderOfABatchToThePool() {
    SmallLane small = SmallLane.every(2);
    small.block(1, "alice 1, bob 1, cara 1", 1);
    Batch batch = small.block(2, "alice 1", 1).orElseThrow();
    assertEquals(Wei.of(2), batch.totalTokens());
    assertEquals(batch.remainderAtto(), small.accrualBook().poolAtto());
  }

  @Test
  void shouldUseNoNumberForABatchOfLessThanOneWei() {
    SmallLane small = SmallLane.every(1);
    assertEquals(Optional.empty(), small.block(1, "alice 1, bob 1, cara 1", 0));
    assertEquals(1, small.accrualBook().nextSeq());
    assertEquals(1, small.lane.accrual().heights().lastTransmission());
    assertEquals(1, small.block(2, "alice 1", 1).orElseThrow().seq());
  }

  @Test
  void shouldUseUpASlotWhilePaused() {
    SmallLane small = SmallLane.every(2);
    small.lane.accrual().setParameters(new LaneParameters(2, BigInteger.ZERO, null, true));
    assertEquals(Optional.empty(), small.block(2, "alice 1", 5));
    small.lane.accrual().setParameters(SmallLane.parameters(2, BigInteger.ZERO));
    assertEquals(Optional.empty(), small.block(3, "alice 1", 0));
    assertTrue(small.block(4, "alice 1", 0).isPresent());
  }

  @Test
  void shouldFireAtOnceWhenTheIntervalIsLowered() {
    SmallLane small = SmallLane.every(5);
    assertEquals(Optional.empty(), small.block(3, "alice 1", 5));
    small.lane.accrual().setParameters(SmallLane.parameters(4, BigInteger.ZERO));
    assertTrue(small.block(4, "alice 1", 0).isPresent());
    small.lane.accrual().setParameters(SmallLane.parameters(10, BigInteger.ZERO));
    assertEquals(Optional.empty(), small.block(13, "alice 1", 5));
    assertTrue(small.block(14, "alice 1", 0).isPresent());
  }

  @Test
  void shouldAccrueWhatMayNotBeSent() {
    SmallLane small = SmallLane.every(1);
    small
        .lane
        .accrual()
        .setParameters(new LaneParameters(1, BigInteger.ZERO, Set.of(new Denom("APE")), false));
    assertEquals(Optional.empty(), small.block(1, "alice 1", 5));
    small.assertHeldWei("{alice=5}");
    small.lane.accrual().setParameters(SmallLane.parameters(1, BigInteger.ZERO));
    assertTrue(small.block(2, "", 0).isPresent());
  }

  @Test
  void shouldKeepDenominationsApart() {
    SmallLane small = SmallLane.every(1);
    Denom ape = new Denom("APE");
    var batches =
        small
            .lane
            .accrual()
            .block(1, SmallLane.votes("alice 1"), Map.of(WETH, Wei.of(3), ape, Wei.of(4)));
    assertEquals(Set.of(ape, WETH), batches.keySet());
    batches.values().forEach(batch -> assertEquals(1, batch.seq()));
    small.lane.accrual().send(ape, 1, "t", null);
    assertEquals(Wei.of(3), small.accrualBook().outbox());
  }

  @Test
  void shouldSendABatchInSeveralTransfers() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.send(1, "t1", Wei.of(50));
    small.send(1, "t2");
    assertEquals(Wei.of(80), small.accrualBook().inFlight());
    small.deliver("t2");
    small.assertPaid("{}");
    small.deliver("t1");
    small.assertPaid("{alice=10, bob=20, cara=50}");
  }

  @Test
  void shouldRefundOnceHoweverOftenItIsAsked() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.send(1, "t1");
    for (int i = 0; i < 3; i++) {
      assertEquals(Wei.of(80), small.lane.accrual().refund(WETH, "t1", small.lane.payout()));
      small.lane.check();
      assertEquals(Wei.of(80), small.accrualBook().outbox());
    }
    small.send(1, "t2");
    small.deliver("t2");
    assertEquals(Wei.of(80), small.lane.accrual().refund(WETH, "t1", small.lane.payout()));
    assertEquals(Wei.ZERO, small.accrualBook().outbox());
  }

  /** Only the payout side had heard of the refund when the money came after all. */
  @Test
  void shouldFinishARefundWhoseMoneyIsInQuarantine() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.send(1, "t1");
    small.lane.payout().tombstone(WETH, "t1");
    assertEquals(Wei.of(80), small.lane.terms(WETH).check().inFlight());
    assertEquals(InboxEntry.Note.LATE_AFTER_REFUND, small.deliver("t1").note());
    small.lane.accrual().refund(WETH, "t1", small.lane.payout());
    small.lane.check();
    assertEquals(Wei.of(80), small.paidBook().quarantine());
    small.send(1, "t2");
    small.deliver("t2");
    small.assertPaid("{alice=10, bob=20, cara=50}");
  }

  @Test
  void shouldBelieveADeliveryOnce() {
    SmallLane small = SmallLane.every(1).with80Paid();
    for (int i = 0; i < 2; i++) {
      small.lane.accrual().confirm(WETH, "t1");
      small.lane.check();
      assertEquals(Wei.of(80), small.accrualBook().delivered());
    }
  }

  @Test
  void shouldGiveCuratorsBackTheirPartsOfACancelledBatch() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    assertEquals(List.of(), small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout()));
    small.lane.check();
    small.assertHeldWei("{alice=10, bob=20, cara=50}");
    Batch next = small.block(2, "", 0).orElseThrow();
    assertEquals(2, next.seq());
    assertEquals(Wei.of(80), next.totalTokens());
  }

  @Test
  void shouldCancelOnceHoweverOftenItIsAsked() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout());
    List<Object> after = small.state();
    assertEquals(List.of(), small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout()));
    assertEquals(after, small.state());
  }

  /** The accrual side was interrupted after it had told the payout side. */
  @Test
  void shouldFinishACancellationThatThePayoutSideHasAlready() {
    SmallLane small = SmallLane.every(1).withWeightsOf80();
    small.lane.payout().cancel(WETH, 1);
    small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout());
    small.lane.check();
    small.assertHeldWei("{alice=10, bob=20, cara=50}");
  }

  @Test
  void shouldPutTheRoundingOfACancelledBatchIntoThePool() {
    SmallLane small = SmallLane.every(1);
    small.block(1, "alice 1, bob 1, cara 1", 1);
    small.block(2, "alice 1, bob 1, cara 1", 1);
    small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout());
    small.lane.check();
    AccrualBook book = small.accrualBook();
    assertEquals(Atto.of(book.feesIn()), book.poolAtto().add(book.holdingAtto()));
  }
}
