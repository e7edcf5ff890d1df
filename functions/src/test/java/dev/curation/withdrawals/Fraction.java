package dev.curation.withdrawals;

import java.math.BigInteger;

/** An exact rational number, in lowest terms. */
record Fraction(BigInteger numerator, BigInteger denominator) {
  static final Fraction ZERO = of(BigInteger.ZERO);

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

  /** Times above, over below. */
  Fraction times(BigInteger above, BigInteger below) {
    return new Fraction(numerator.multiply(above), denominator.multiply(below));
  }

  BigInteger floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  int signum() {
    return numerator.signum();
  }
}
