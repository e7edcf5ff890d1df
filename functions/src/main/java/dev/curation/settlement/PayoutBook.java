package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;

/**
 * The sums of a lane's payout side in one denomination. Wherever it changes, invariant C is
 * checked: {@code applied = paid + excess + swept}, and that no more was applied than received
 * (specs/settlement.md, 6).
 *
 * @param received what the lane's sender has brought
 * @param applied what of it went into settlements, or was released
 * @param quarantine what came from elsewhere, or after its refund
 * @param excess what nobody could receive: the next batch's
 * @param swept excess that went to the treasury when the lane was closed
 * @param shortfall what short settlements were short of
 * @param paid what curators were given
 * @param settledThrough number of the last batch that is settled or passed over
 */
public record PayoutBook(
    Wei received,
    Wei applied,
    Wei quarantine,
    Wei excess,
    Wei swept,
    Wei shortfall,
    Wei paid,
    long settledThrough) {
  public static final PayoutBook EMPTY =
      new PayoutBook(Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, 0);

  /**
   * @throws ConservationException if the equation does not hold
   */
  public PayoutBook {
    if (!applied.equals(paid.plus(excess).plus(swept))) {
      throw new ConservationException(
          "applied "
              + applied
              + " differs from paid "
              + paid
              + " + excess "
              + excess
              + " + swept "
              + swept);
    }
    if (applied.compareTo(received) > 0) {
      throw new ConservationException("applied " + applied + " exceeds received " + received);
    }
  }

  /** What has come and is for no batch yet. */
  public Wei unapplied() {
    return received.minus(applied);
  }

  /** Money from the lane's sender: one pot (4.2). */
  public PayoutBook withCredited(Wei amount) {
    return new PayoutBook(
        received.plus(amount), applied, quarantine, excess, swept, shortfall, paid, settledThrough);
  }

  /** Money that is never paid by itself (4.2). */
  public PayoutBook withQuarantined(Wei amount) {
    return new PayoutBook(
        received, applied, quarantine.plus(amount), excess, swept, shortfall, paid, settledThrough);
  }

  /** A cancelled number is stepped over (4.3). */
  public PayoutBook withPassed(long seq) {
    if (seq != settledThrough + 1) {
      throw new ConservationException("batch " + seq + " cannot follow " + settledThrough);
    }
    return new PayoutBook(received, applied, quarantine, excess, swept, shortfall, paid, seq);
  }

  /** A batch is paid (4.3). */
  PayoutBook withSettled(Settlement settled, Wei missing) {
    return withPassed(settled.seq())
        .replaced(
            applied.plus(settled.tokens()),
            settled.excessAfter(),
            swept,
            shortfall.plus(missing),
            paid.plus(settled.paidTotal()));
  }

  /**
   * Surplus becomes excess, and so the next batch's (4.4).
   *
   * @param hasOpenBatch whether a batch's weights are here and it is not settled
   * @throws LaneRefusedException {@code LANE_BUSY} with an open batch, {@code BAD_AMOUNT}
   */
  public PayoutBook withReleased(Wei amount, boolean hasOpenBatch) {
    if (amount.isZero() || amount.compareTo(unapplied()) > 0) {
      throw LaneRefusal.BAD_AMOUNT.of("amountWei", amount);
    }
    if (hasOpenBatch) {
      throw LaneRefusal.LANE_BUSY.of("amountWei", amount);
    }
    return replaced(applied.plus(amount), excess.plus(amount), swept, shortfall, paid);
  }

  /**
   * All excess goes to the treasury (4.4).
   *
   * @param isBusy whether curators still hold shares, or a batch is open, on either side
   * @throws LaneRefusedException {@code LANE_BUSY}
   */
  public PayoutBook withSwept(boolean isBusy) {
    if (isBusy) {
      throw LaneRefusal.LANE_BUSY.of("excessWei", excess);
    }
    return replaced(applied, Wei.ZERO, swept.plus(excess), shortfall, paid);
  }

  private PayoutBook replaced(
      Wei newApplied, Wei newExcess, Wei newSwept, Wei newShortfall, Wei newPaid) {
    return new PayoutBook(
        received,
        newApplied,
        quarantine,
        newExcess,
        newSwept,
        newShortfall,
        newPaid,
        settledThrough);
  }
}
