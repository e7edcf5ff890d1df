package dev.curation.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Percentages of change, for display (specs/curation.md, Block 7). */
public final class PercentChange {
  private static final int DECIMALS = 4;

  private PercentChange() {}

  /**
   * 100 * (now - before) / before in percent, rounded down to 4 decimals, 0 where before is 0.
   *
   * @param before a count, not negative
   * @param now a count, not negative
   */
  public static double display(long before, long now) {
    if (before == 0) {
      return 0;
    }
    BigInteger change = BigInteger.valueOf(now).subtract(BigInteger.valueOf(before));
    return new BigDecimal(change.multiply(BigInteger.valueOf(100)))
        .divide(BigDecimal.valueOf(before), DECIMALS, RoundingMode.FLOOR)
        .doubleValue();
  }
}
