package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How a batch is paid out (specs/settlement.md, 4.3). Invariant D is checked when it is made:
 * {@code tokens + excessBefore = sum(paid) + excessAfter}, and less was lost to rounding than there
 * are curators.
 *
 * @param tokens what of the pot it takes
 * @param excessBefore what earlier batches left, shared out again with it
 * @param paid by curator; no zeros
 * @param forfeited by curator who is gone; no zeros
 * @param rounding what the divisions left
 * @param excessAfter forfeits and rounding: the next batch's
 */
public record Settlement(
    long seq,
    Wei tokens,
    Wei excessBefore,
    SortedMap<String, Wei> paid,
    SortedMap<String, Wei> forfeited,
    Wei rounding,
    Wei excessAfter) {
  public Settlement {
    paid = Collections.unmodifiableSortedMap(paid);
    forfeited = Collections.unmodifiableSortedMap(forfeited);
    if (!tokens.plus(excessBefore).equals(sum(paid).plus(excessAfter))
        || !excessAfter.equals(sum(forfeited).plus(rounding))) {
      throw new ConservationException(
          "batch "
              + seq
              + ": tokens "
              + tokens
              + " + excess "
              + excessBefore
              + " differ from paid "
              + sum(paid)
              + " + excess "
              + excessAfter);
    }
  }

  /** A settlement and the book after it. */
  public record Settled(Settlement settlement, PayoutBook after) {}

  /**
   * Pays a batch, with the excess of those before it, to the curators that are still there.
   *
   * @param isActive whether a curator is (the registry's state now; section 8.8)
   */
  public static Settled of(PayoutBook book, Batch batch, Predicate<String> isActive) {
    return of(book, batch, batch.totalTokens(), isActive);
  }

  /**
   * Pays the head with what there is, as it is less than the batch's total (4.4).
   *
   * @throws LaneRefusedException {@code NOT_SHORT} if it is not
   */
  public static Settled ofShort(PayoutBook book, Batch batch, Predicate<String> isActive) {
    Wei have = book.unapplied();
    if (have.compareTo(batch.totalTokens()) >= 0) {
      throw LaneRefusal.NOT_SHORT.of("seq", batch.seq());
    }
    return of(book, batch, have, isActive);
  }

  private static Settled of(PayoutBook book, Batch batch, Wei tokens, Predicate<String> isActive) {
    BigInteger pot = tokens.plus(book.excess()).value();
    BigInteger rest = pot;
    SortedMap<String, Wei> paid = new TreeMap<>();
    SortedMap<String, Wei> forfeited = new TreeMap<>();
    for (Map.Entry<String, BigInteger> each : batch.weightsAtto().entrySet()) {
      BigInteger reward = pot.multiply(each.getValue()).divide(batch.totalWeightAtto());
      rest = rest.subtract(reward);
      if (reward.signum() > 0) {
        (isActive.test(each.getKey()) ? paid : forfeited).put(each.getKey(), Wei.of(reward));
      }
    }
    Wei rounding = Wei.of(rest);
    if (rest.compareTo(BigInteger.valueOf(batch.weightsAtto().size())) >= 0) {
      throw new ConservationException("batch " + batch.seq() + ": rounding lost " + rest);
    }
    Settlement settled =
        new Settlement(
            batch.seq(),
            tokens,
            book.excess(),
            paid,
            forfeited,
            rounding,
            sum(forfeited).plus(rounding));
    return new Settled(settled, book.withSettled(settled, batch.totalTokens().minus(tokens)));
  }

  public Wei paidTotal() {
    return sum(paid);
  }

  private static Wei sum(Map<String, Wei> amounts) {
    BigInteger sum = BigInteger.ZERO;
    for (Wei each : amounts.values()) {
      sum = sum.add(each.value());
    }
    return Wei.of(sum);
  }
}
