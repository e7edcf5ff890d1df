package dev.curation.simulator;

import java.math.BigInteger;

/** A fraction, never rounded, not negative. */
record Exact(BigInteger numerator, BigInteger denominator) {
  static final Exact ZERO = of(BigInteger.ZERO);

  static Exact of(BigInteger whole) {
    return new Exact(whole, BigInteger.ONE);
  }

  private Exact reduced() {
    BigInteger common = numerator.gcd(denominator);
    return new Exact(numerator.divide(common), denominator.divide(common));
  }

  Exact plus(Exact other) {
    return denominator.equals(other.denominator)
        ? new Exact(numerator.add(other.numerator), denominator)
        : new Exact(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator))
            .reduced();
  }

  /** Times part / whole. */
  Exact times(BigInteger part, BigInteger whole) {
    return new Exact(numerator.multiply(part), denominator.multiply(whole)).reduced();
  }

  BigInteger floor() {
    return numerator.divide(denominator);
  }

  /** The same, less a 10^digits-th; whole numbers only. */
  BigInteger floorLess(int digits) {
    BigInteger parts = BigInteger.TEN.pow(digits);
    BigInteger less = numerator.multiply(parts).subtract(denominator);
    return less.signum() < 0 ? BigInteger.ZERO : less.divide(denominator.multiply(parts));
  }
}
