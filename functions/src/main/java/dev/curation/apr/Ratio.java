package dev.curation.apr;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** An exact number, not negative: rounded once, when it is shown. */
record Ratio(BigInteger numerator, BigInteger denominator) {
  static final Ratio ZERO = of(0);

  static Ratio of(BigInteger whole) {
    return new Ratio(whole, BigInteger.ONE);
  }

  static Ratio of(long whole) {
    return of(BigInteger.valueOf(whole));
  }

  static Ratio of(BigDecimal decimal) {
    int scale = decimal.scale();
    return scale > 0
        ? new Ratio(decimal.unscaledValue(), BigInteger.TEN.pow(scale))
        : of(decimal.toBigIntegerExact());
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  Ratio times(Ratio other) {
    return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * @param other not zero
   */
  Ratio over(Ratio other) {
    return new Ratio(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** Rounded half-up to a number of decimals. */
  BigDecimal decimals(int count) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), count, RoundingMode.HALF_UP);
  }

  /** Rounded half-up to a number of significant digits, without trailing zeros. */
  BigDecimal digits(int count) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), new MathContext(count, RoundingMode.HALF_UP))
        .stripTrailingZeros();
  }
}
