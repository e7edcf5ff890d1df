package dev.curation.pools;

import java.math.BigInteger;

/** An exact number of wei. */
record Fraction(BigInteger numerator, BigInteger denominator) {
  static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

  Fraction {
    BigInteger common = numerator.gcd(denominator);
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
  }

  static Fraction of(BigInteger whole) {
    return new Fraction(whole, BigInteger.ONE);
  }

  Fraction plus(Fraction other) {
    return new Fraction(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Fraction minus(Fraction other) {
    return plus(new Fraction(other.numerator.negate(), other.denominator));
  }

  Fraction times(BigInteger part, BigInteger whole) {
    return new Fraction(numerator.multiply(part), denominator.multiply(whole));
  }

  /** Whether it is at least 0 and below 1 / {@code bound}. */
  boolean isBelow(BigInteger bound) {
    return numerator.signum() >= 0 && numerator.multiply(bound).compareTo(denominator) < 0;
  }
}
