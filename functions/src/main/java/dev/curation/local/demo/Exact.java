package dev.curation.local.demo;

import java.math.BigInteger;

/**
 * A fraction, never rounded.
 *
 * @param denominator positive
 */
public record Exact(BigInteger numerator, BigInteger denominator) {
  static final Exact ZERO = of(BigInteger.ZERO);

  /** In lowest terms. */
  public Exact {
    BigInteger common = numerator.gcd(denominator);
    numerator = numerator.divide(common);
    denominator = denominator.divide(common);
  }

  static Exact of(BigInteger whole) {
    return new Exact(whole, BigInteger.ONE);
  }

  Exact plus(Exact other) {
    return new Exact(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** Times part / whole. */
  Exact times(BigInteger part, BigInteger whole) {
    return new Exact(numerator.multiply(part), denominator.multiply(whole));
  }

  Exact minus(Exact other) {
    return plus(new Exact(other.numerator.negate(), other.denominator));
  }

  /** Less a whole number. */
  public Exact minus(BigInteger whole) {
    return new Exact(numerator.subtract(whole.multiply(denominator)), denominator);
  }

  /** The largest integer that is not greater; of non-negative fractions. */
  public BigInteger floor() {
    return numerator.divide(denominator);
  }

  /** Decimal text with so many digits behind the point, further ones left out. */
  public String text(int digits) {
    BigInteger scale = BigInteger.TEN.pow(digits);
    BigInteger[] parts =
        numerator.abs().multiply(scale).divide(denominator).divideAndRemainder(scale);
    String rest = parts[1].add(scale).toString().substring(1);
    return (numerator.signum() < 0 ? "-" : "") + parts[0] + "." + rest;
  }
}
