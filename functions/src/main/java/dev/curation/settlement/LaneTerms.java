package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.math.BigInteger;

/**
 * All terms of the equations that hold over both sides of a lane, in one denomination
 * (specs/settlement.md, 6, A and B). Neither side can compute them alone.
 *
 * @param feesIn all fees that came in on the accrual side
 * @param external what the payout side has got that the accrual side does not know of, or has taken
 *     back
 * @param poolAtto what is not with curators yet
 * @param holdingAtto what curators hold on the accrual side
 * @param local what stays on the accrual chain
 * @param batched the wei of all batches that were not cancelled
 * @param outbox what of these waits to be sent
 * @param inFlight what was sent, was not refunded, and has not arrived
 * @param quarantine what the payout side keeps apart
 * @param received what the payout side took into its pot
 * @param unapplied what of the pot is for no batch yet
 * @param excess what the next batch shares out in addition
 * @param swept what went to the treasury
 * @param paid what curators were given
 */
public record LaneTerms(
    Wei feesIn,
    Wei external,
    BigInteger poolAtto,
    BigInteger holdingAtto,
    Wei local,
    Wei batched,
    Wei outbox,
    Wei inFlight,
    Wei quarantine,
    Wei received,
    Wei unapplied,
    Wei excess,
    Wei swept,
    Wei paid) {

  /**
   * @param inFlight of the transfers that were sent and not refunded, those whose money is not in
   *     the payout side's inbox (a tombstone is no money); the accrual side's own figure is older
   *     where it has not heard of a delivery
   */
  public static LaneTerms of(AccrualBook accrual, PayoutBook payout, Wei inFlight, Wei external) {
    return new LaneTerms(
        accrual.feesIn(),
        external,
        accrual.poolAtto(),
        accrual.holdingAtto(),
        accrual.local(),
        accrual.batched(),
        accrual.outbox(),
        inFlight,
        payout.quarantine(),
        payout.received(),
        payout.unapplied(),
        payout.excess(),
        payout.swept(),
        payout.paid());
  }

  /** Of A: all that ever came in. */
  public BigInteger leftSideAtto() {
    return Atto.of(feesIn).add(Atto.of(external));
  }

  /** Of A: all places where it can be. */
  public BigInteger rightSideAtto() {
    BigInteger wei = BigInteger.ZERO;
    for (Wei term :
        new Wei[] {local, outbox, inFlight, quarantine, unapplied, excess, swept, paid}) {
      wei = wei.add(term.value());
    }
    return poolAtto.add(holdingAtto).add(wei.multiply(Atto.PER_WEI));
  }

  /**
   * @return these terms
   * @throws ConservationException naming the equation that does not hold
   */
  public LaneTerms check() {
    Atto.requireTerm("pool", poolAtto);
    Atto.requireTerm("holding", holdingAtto);
    require("A (money in = money held, in atto)", leftSideAtto(), rightSideAtto());
    require(
        "B (batches + external = where they are, in wei)",
        batched.value().add(external.value()),
        outbox.value().add(inFlight.value()).add(received.value()).add(quarantine.value()));
    return this;
  }

  private static void require(String equation, BigInteger left, BigInteger right) {
    if (!left.equals(right)) {
      throw new ConservationException(
          "Equation "
              + equation
              + ": left "
              + left
              + ", right "
              + right
              + ", difference "
              + left.subtract(right));
    }
  }
}
