package dev.curation.settlement;

import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one transmission sends: a list of weights, and one amount (specs/settlement.md, 3.2). The
 * same is the message of the weights channel.
 *
 * @param seq its number within lane and denomination, from 1
 * @param height the block of the transmission
 * @param totalTokens PPT
 * @param totalWeightAtto TW
 * @param weightsAtto W by curator
 */
public record Batch(
    long seq,
    long height,
    Wei totalTokens,
    BigInteger totalWeightAtto,
    SortedMap<String, BigInteger> weightsAtto) {
  public Batch {
    weightsAtto = Collections.unmodifiableSortedMap(new TreeMap<>(weightsAtto));
  }

  /** What the truncation to whole wei leaves on the accrual side. */
  public BigInteger remainderAtto() {
    return totalWeightAtto.subtract(Atto.of(totalTokens));
  }

  /**
   * Whether it can be one (4.1).
   *
   * @throws LaneRefusedException {@code WEIGHTS_INVALID}
   */
  public void requireValid() {
    if (seq < 1) {
      throw LaneRefusal.WEIGHTS_INVALID.of("seq", seq, "must be at least 1");
    }
    if (weightsAtto.isEmpty()) {
      throw LaneRefusal.WEIGHTS_INVALID.of("weightsAtto", "{}", "must name a curator");
    }
    BigInteger sum = BigInteger.ZERO;
    for (var weight : weightsAtto.entrySet()) {
      if (weight.getValue().signum() <= 0) {
        throw LaneRefusal.WEIGHTS_INVALID.of(
            "weightsAtto." + weight.getKey(), weight.getValue(), "must be above 0");
      }
      sum = sum.add(weight.getValue());
    }
    if (!sum.equals(totalWeightAtto)) {
      throw LaneRefusal.WEIGHTS_INVALID.of(
          "totalWeightAtto", totalWeightAtto, "must be the sum of the weights, " + sum);
    }
    if (totalTokens.isZero() || !Atto.wholeWei(totalWeightAtto).equals(totalTokens)) {
      throw LaneRefusal.WEIGHTS_INVALID.of(
          "totalTokensWei",
          totalTokens,
          "must be the whole wei of totalWeightAtto, and at least 1");
    }
  }
}
