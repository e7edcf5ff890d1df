package dev.curation.programs;

import java.math.BigInteger;

/** The two divisions of the rules (specs/programs.md, 6); both truncate. */
public final class RewardMath {
  private static final BigInteger WHOLE = BigInteger.valueOf(QualifyingAction.WHOLE);

  private RewardMath() {}

  /**
   * What one participant gets of a period's pool: min(pool * shares / totalShares, cap).
   *
   * @param totalShares 0: nobody gets anything
   */
  public static BigInteger reward(
      BigInteger pool, long shares, long totalShares, BigInteger maxRewardByAddress) {
    if (totalShares == 0) {
      return BigInteger.ZERO;
    }
    return pool.multiply(BigInteger.valueOf(shares))
        .divide(BigInteger.valueOf(totalShares))
        .min(maxRewardByAddress);
  }

  /** What must remain for a period to be begun: (total / claimPeriods) * bps / 10000. */
  public static BigInteger minimumRollover(BigInteger total, long claimPeriods, long bps) {
    return periodPool(total, claimPeriods).multiply(BigInteger.valueOf(bps)).divide(WHOLE);
  }

  /** The pool of a planned period: total / claimPeriods. */
  public static BigInteger periodPool(BigInteger total, long claimPeriods) {
    return total.divide(BigInteger.valueOf(claimPeriods));
  }
}
