package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.math.BigInteger;

/**
 * The sums of a lane's accrual side in one denomination. Where the rules change it, they check
 *
 * <pre>
 * S*feesIn = S*local + pool + sum(holding) + S*sum(PPT of batches not cancelled)
 *            sum(PPT of batches not cancelled) = outbox + in flight + delivered
 * </pre>
 *
 * (specs/settlement.md, 6).
 *
 * @param feesIn all that came in
 * @param local what of it stays on the accrual chain
 * @param poolAtto the collection's fee pool: what is not with curators yet
 * @param holdingAtto what all curators hold together
 * @param batched the wei of all batches that were not cancelled
 * @param outbox what of these waits to be sent
 * @param inFlight what was sent and neither confirmed nor refunded
 * @param delivered what the payout side has confirmed
 * @param nextSeq number of the next batch
 */
public record AccrualBook(
    Wei feesIn,
    Wei local,
    BigInteger poolAtto,
    BigInteger holdingAtto,
    Wei batched,
    Wei outbox,
    Wei inFlight,
    Wei delivered,
    long nextSeq) {
  public static final AccrualBook EMPTY =
      new AccrualBook(
          Wei.ZERO,
          Wei.ZERO,
          BigInteger.ZERO,
          BigInteger.ZERO,
          Wei.ZERO,
          Wei.ZERO,
          Wei.ZERO,
          Wei.ZERO,
          1);

  /**
   * @throws ConservationException if an equation does not hold, or a term is negative
   */
  public AccrualBook {
    Atto.requireTerm("pool", poolAtto);
    Atto.requireTerm("holding", holdingAtto);
    BigInteger right = Atto.of(local).add(poolAtto).add(holdingAtto).add(Atto.of(batched));
    if (!Atto.of(feesIn).equals(right)) {
      throw new ConservationException(
          "fees of " + Atto.of(feesIn) + " atto came in, " + right + " are accounted for");
    }
    if (!batched.equals(outbox.plus(inFlight).plus(delivered))) {
      throw new ConservationException(
          "batches of "
              + batched
              + " wei differ from outbox "
              + outbox
              + " + in flight "
              + inFlight
              + " + delivered "
              + delivered);
    }
  }

  /** New fees (3.1, step 1). */
  AccrualBook withFees(Wei fees, Wei staying) {
    return new AccrualBook(
        feesIn.plus(fees),
        local.plus(staying),
        poolAtto.add(Atto.of(fees.minus(staying))),
        holdingAtto,
        batched,
        outbox,
        inFlight,
        delivered,
        nextSeq);
  }

  /** From the pool to the curators (3.1, step 2). */
  AccrualBook withHeld(BigInteger atto) {
    return new AccrualBook(
        feesIn,
        local,
        poolAtto.subtract(atto),
        holdingAtto.add(atto),
        batched,
        outbox,
        inFlight,
        delivered,
        nextSeq);
  }

  /** All that curators hold goes into a batch, its remainder back to the pool (3.2). */
  AccrualBook withBatch(Wei totalTokens) {
    return new AccrualBook(
        feesIn,
        local,
        poolAtto.add(holdingAtto.subtract(Atto.of(totalTokens))),
        BigInteger.ZERO,
        batched.plus(totalTokens),
        outbox.plus(totalTokens),
        inFlight,
        delivered,
        nextSeq + 1);
  }

  /** From the outbox into flight (3.3). */
  public AccrualBook withSent(Wei amount) {
    return moved(outbox.minus(amount), inFlight.plus(amount), delivered);
  }

  /** From flight back into the outbox (3.3). */
  public AccrualBook withRefunded(Wei amount) {
    return moved(outbox.plus(amount), inFlight.minus(amount), delivered);
  }

  /** Out of flight: the payout side has it. */
  public AccrualBook withDelivered(Wei amount) {
    return moved(outbox, inFlight.minus(amount), delivered.plus(amount));
  }

  private AccrualBook moved(Wei newOutbox, Wei newInFlight, Wei newDelivered) {
    return new AccrualBook(
        feesIn,
        local,
        poolAtto,
        holdingAtto,
        batched,
        newOutbox,
        newInFlight,
        newDelivered,
        nextSeq);
  }

  /** A batch of which everything is home goes back to the curators (3.4). */
  AccrualBook withCancelled(Wei totalTokens, BigInteger backAtto) {
    return new AccrualBook(
        feesIn,
        local,
        poolAtto.add(Atto.of(totalTokens).subtract(backAtto)),
        holdingAtto.add(backAtto),
        batched.minus(totalTokens),
        outbox.minus(totalTokens),
        inFlight,
        delivered,
        nextSeq);
  }
}
