package dev.curation.conformance;

import java.math.BigInteger;

/**
 * An exact rational number, in lowest terms.
 *
 * @param denominator above 0
 */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {
  public static Ratio of(BigInteger numerator, BigInteger denominator) {
    BigInteger common = numerator.gcd(denominator);
    return new Ratio(numerator.divide(common), denominator.divide(common));
  }

  Ratio plus(Ratio other) {
    return of(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  Ratio minus(Ratio other) {
    return plus(new Ratio(other.numerator.negate(), other.denominator));
  }

  /** floor(this * factor), of what is not negative. */
  String floorTimes(BigInteger factor) {
    return numerator.multiply(factor).divide(denominator).toString();
  }

  @Override
  public int compareTo(Ratio other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
