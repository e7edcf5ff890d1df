package dev.curation.settlement;

import static dev.curation.settlement.SmallLane.WETH;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Each refusal of lanes (specs/settlement.md, 7), and that it changes nothing. */
class MemoryLaneRefusalsTest {
  private final SmallLane small = SmallLane.every(1);

  private Batch batch(long seq) {
    return small.batch(seq);
  }

  private void refuseWeights(LaneRefusal refusal, Batch message) {
    small.assertRefused(refusal, () -> small.lane.payout().receive(WETH, message));
  }

  @Test
  void shouldApplyABlockOnce() {
    small.block(5, "alice 1", 1);
    small.assertRefused(LaneRefusal.STALE_BLOCK, () -> small.block(5, "alice 1", 1));
    small.assertRefused(LaneRefusal.STALE_BLOCK, () -> small.block(4, "alice 1", 1));
  }

  @Test
  void shouldRefuseParametersOutOfRange() {
    small.assertRefused(LaneRefusal.BAD_PARAM, () -> SmallLane.parameters(0, BigInteger.ZERO));
    small.assertRefused(
        LaneRefusal.BAD_PARAM, () -> SmallLane.parameters(1, BigInteger.valueOf(-1)));
    small.assertRefused(
        LaneRefusal.BAD_PARAM, () -> SmallLane.parameters(1, Atto.PER_WEI.add(BigInteger.ONE)));
  }

  @Test
  void shouldRefuseABatchThatThereIsNot() {
    small.withWeightsOf80();
    small.assertRefused(LaneRefusal.UNKNOWN_BATCH, () -> small.send(2, "t"));
    small.assertRefused(
        LaneRefusal.UNKNOWN_BATCH,
        () -> small.lane.accrual().cancelBatch(WETH, 2, small.lane.payout()));
    small.assertRefused(
        LaneRefusal.UNKNOWN_BATCH, () -> small.lane.accrual().send(new Denom("APE"), 1, "t", null));
  }

  @Test
  void shouldRefuseATransferThatThereIsNot() {
    small.withWeightsOf80();
    small.assertRefused(
        LaneRefusal.UNKNOWN_TRANSFER,
        () -> small.lane.accrual().refund(WETH, "ghost", small.lane.payout()));
    small.assertRefused(
        LaneRefusal.UNKNOWN_TRANSFER, () -> small.lane.accrual().confirm(WETH, "ghost"));
  }

  @Test
  void shouldUseNoTransferIdTwice() {
    small.withWeightsOf80().send(1, "t1", Wei.of(1));
    small.assertRefused(LaneRefusal.TRANSFER_ID_USED, () -> small.send(1, "t1", Wei.of(1)));
    small.lane.accrual().refund(WETH, "t1", small.lane.payout());
    small.assertRefused(LaneRefusal.TRANSFER_ID_USED, () -> small.send(1, "t1"));
  }

  @Test
  void shouldSendNeitherNothingNorTooMuch() {
    small.withWeightsOf80();
    small.assertRefused(LaneRefusal.BAD_AMOUNT, () -> small.send(1, "t", Wei.of(81)));
    small.assertRefused(LaneRefusal.BAD_AMOUNT, () -> small.send(1, "t", Wei.ZERO));
    small.send(1, "t1");
    small.assertRefused(LaneRefusal.BAD_AMOUNT, () -> small.send(1, "t"));
  }

  @Test
  void shouldTakeNoTransferOfNothing() {
    small.assertRefused(
        LaneRefusal.BAD_AMOUNT, () -> small.lane.payout().receive(WETH, "t", Wei.ZERO, true));
  }

  @Test
  void shouldReleaseNeitherNothingNorMoreThanTheSurplus() {
    small.with80Paid().lane.payout().receive(WETH, "again", Wei.of(8), true);
    small.assertRefused(
        LaneRefusal.BAD_AMOUNT, () -> small.lane.payout().releaseSurplus(WETH, Wei.of(9)));
    small.assertRefused(
        LaneRefusal.BAD_AMOUNT, () -> small.lane.payout().releaseSurplus(WETH, Wei.ZERO));
  }

  @Test
  void shouldRefundNothingThatWasDelivered() {
    small.with80Paid();
    small.assertRefused(
        LaneRefusal.ALREADY_DELIVERED,
        () -> small.lane.accrual().refund(WETH, "t1", small.lane.payout()));
    small.lane.accrual().confirm(WETH, "t1");
    small.assertRefused(
        LaneRefusal.ALREADY_DELIVERED,
        () -> small.lane.accrual().refund(WETH, "t1", small.lane.payout()));
  }

  @Test
  void shouldCancelNoBatchWhoseTokensAreAway() {
    small.withWeightsOf80().send(1, "t1", Wei.of(1));
    small.assertRefused(
        LaneRefusal.TOKENS_NOT_HOME,
        () -> small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout()));
  }

  @Test
  void shouldCancelNoBatchThatIsSettled() {
    small.with80Paid();
    small.assertRefused(
        LaneRefusal.ALREADY_SETTLED,
        () -> small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout()));
    small.assertRefused(LaneRefusal.ALREADY_SETTLED, () -> small.lane.payout().cancel(WETH, 1));
  }

  /** Settled from other money, while all its own is still at home. */
  @Test
  void shouldCancelNoSettledBatchThatWasNeverSent() {
    small.withWeightsOf80().lane.payout().receive(WETH, "other", Wei.of(80), true);
    small.assertRefused(
        LaneRefusal.ALREADY_SETTLED,
        () -> small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout()));
  }

  @Test
  void shouldStandByTheWeightsThatCameFirst() {
    Batch first = small.withWeightsOf80().batch(1);
    refuseWeights(
        LaneRefusal.WEIGHTS_CONFLICT,
        new Batch(1, 2, first.totalTokens(), first.totalWeightAtto(), first.weightsAtto()));
    small.lane.accrual().cancelBatch(WETH, 1, small.lane.payout());
    refuseWeights(
        LaneRefusal.WEIGHTS_CONFLICT,
        new Batch(1, 1, Wei.of(79), first.totalWeightAtto(), first.weightsAtto()));
  }

  @Test
  void shouldRefuseWeightsThatDoNotAddUp() {
    small.block(1, "alice 1, bob 1, cara 1", 80);
    Batch good = batch(1);
    BigInteger total = good.totalWeightAtto();
    SortedMap<String, BigInteger> zero = new TreeMap<>(good.weightsAtto());
    zero.put("zed", BigInteger.ZERO);
    SortedMap<String, BigInteger> mallory = new TreeMap<>(good.weightsAtto());
    mallory.put("mallory", BigInteger.ONE);
    refuseWeights(LaneRefusal.WEIGHTS_INVALID, new Batch(1, 1, good.totalTokens(), total, zero));
    refuseWeights(LaneRefusal.WEIGHTS_INVALID, new Batch(1, 1, good.totalTokens(), total, mallory));
    refuseWeights(
        LaneRefusal.WEIGHTS_INVALID,
        new Batch(1, 1, good.totalTokens(), BigInteger.ZERO, new TreeMap<>()));
    refuseWeights(
        LaneRefusal.WEIGHTS_INVALID, new Batch(1, 1, Wei.of(80), total, good.weightsAtto()));
    refuseWeights(
        LaneRefusal.WEIGHTS_INVALID,
        new Batch(1, 1, Wei.ZERO, BigInteger.ONE, new TreeMap<>(SmallLane.votes("alice 1"))));
    refuseWeights(
        LaneRefusal.WEIGHTS_INVALID,
        new Batch(0, 1, good.totalTokens(), total, good.weightsAtto()));
  }

  @Test
  void shouldStandByTheAmountThatCameFirst() {
    small.with80Paid();
    small.assertRefused(
        LaneRefusal.TRANSFER_CONFLICT,
        () -> small.lane.payout().receive(WETH, "t1", Wei.of(81), true));
    small.lane.payout().receive(WETH, "gift", Wei.of(7), false);
    small.assertRefused(
        LaneRefusal.TRANSFER_CONFLICT,
        () -> small.lane.payout().receive(WETH, "gift", Wei.of(8), false));
  }

  @Test
  void shouldSettleShortOnlyTheHeadWithItsWeights() {
    small.block(1, "alice 1", 80);
    small.block(2, "alice 1", 80);
    small.deliverWeights(2);
    for (long seq = 0; seq <= 3; seq++) {
      long wanted = seq;
      small.assertRefused(
          LaneRefusal.NOT_HEAD, () -> small.lane.payout().settleShort(WETH, wanted));
    }
  }

  @Test
  void shouldSettleShortNothingThatHasAllItsWei() {
    small.lane.payout().setPayoutDenoms(Set.of());
    small.with80Paid();
    small.assertRefused(LaneRefusal.NOT_SHORT, () -> small.lane.payout().settleShort(WETH, 1));
  }

  @Test
  void shouldReleaseNothingBesideAnOpenBatch() {
    small.withWeightsOf80().lane.payout().receive(WETH, "other", Wei.of(8), true);
    small.assertRefused(
        LaneRefusal.LANE_BUSY, () -> small.lane.payout().releaseSurplus(WETH, Wei.of(8)));
  }

  @Test
  void shouldSweepNothingWhileTheLaneIsBusy() {
    small.withWeightsOf80();
    refuseSweep();
    small.send(1, "t1");
    small.deliver("t1");
    small.lane.accrual().setParameters(SmallLane.parameters(9, BigInteger.ZERO));
    small.block(2, "alice 1", 1);
    refuseSweep();
    small.block(10, "", 0);
    refuseSweep();
  }

  private void refuseSweep() {
    small.assertRefused(
        LaneRefusal.LANE_BUSY,
        () -> small.lane.payout().sweepExcess(WETH, small.lane.accrual()::isDone));
  }
}
