package dev.curation.withdrawals;

import java.math.BigInteger;

/** The units of lazy rewards (specs/withdrawals.md, Units). */
public final class Scale {
  /** Parts of a wei that amounts ending in {@code Q} count: 10^36. */
  public static final BigInteger Q = BigInteger.TEN.pow(36);

  /** A rate of 100 per cent: 10^18. */
  public static final BigInteger ONE_E18 = BigInteger.TEN.pow(18);

  /** How many Q make one unit of a rate: exact, so that a rate of whole wei loses nothing. */
  static final BigInteger Q_PER_E18 = Q.divide(ONE_E18);

  private Scale() {}

  static boolean isRate(BigInteger rateE18) {
    return rateE18.signum() >= 0 && rateE18.compareTo(ONE_E18) <= 0;
  }

  /** floor(amount * rate / 10^18), and the remainder. */
  static BigInteger[] parts(BigInteger amount, BigInteger rateE18) {
    if (rateE18.signum() == 0) {
      return new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO};
    }
    return amount.multiply(rateE18).divideAndRemainder(ONE_E18);
  }
}
