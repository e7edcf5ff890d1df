package dev.curation.money;

import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** An amount of money: integer wei, 0 to 2^256-1 (specs/curation.md, Units). */
public record Wei(BigInteger value) implements Comparable<Wei> {
  public static final Wei ZERO = new Wei(BigInteger.ZERO);
  private static final int MAX_BITS = 256;
  private static final int ETH_DECIMALS = 18;

  /**
   * @throws InvalidValueException if the amount is negative or above 2^256-1
   */
  public Wei {
    if (value.signum() < 0) {
      throw new InvalidValueException("wei", value, "must not be negative");
    }
    if (value.bitLength() > MAX_BITS) {
      throw new InvalidValueException("wei", value, "must not exceed 2^256-1");
    }
  }

  public static Wei of(long wei) {
    return of(BigInteger.valueOf(wei));
  }

  public static Wei of(BigInteger wei) {
    return wei.signum() == 0 ? ZERO : new Wei(wei);
  }

  /**
   * Reads the decimal digits of a field ending in {@code Wei}.
   *
   * @throws InvalidValueException naming the field, if the text is no unsigned integer of 256 bits
   */
  public static Wei parse(String field, String text) {
    if (text.isEmpty() || text.length() > 78 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new InvalidValueException(field, text, "must be a whole number of wei, digits only");
    }
    if (text.length() > 1 && text.startsWith("0")) {
      throw new InvalidValueException(field, text, "must not begin with 0");
    }
    BigInteger parsed = new BigInteger(text);
    if (parsed.bitLength() > MAX_BITS) {
      throw new InvalidValueException(field, text, "must not exceed 2^256-1");
    }
    return of(parsed);
  }

  /**
   * @throws InvalidValueException if the sum exceeds 2^256-1
   */
  public Wei plus(Wei other) {
    if (other.isZero()) {
      return this;
    }
    return isZero() ? other : new Wei(value.add(other.value));
  }

  /**
   * @throws InvalidValueException if the other amount is larger
   */
  public Wei minus(Wei other) {
    return other.isZero() ? this : of(value.subtract(other.value));
  }

  /**
   * floor(this * part / whole): one share of a pot (specs/curation.md, Block 4).
   *
   * @param whole not zero
   */
  public Wei share(Votes part, Votes whole) {
    if (isZero() || part.isZero()) {
      return ZERO;
    }
    if (part.equals(whole)) {
      return this;
    }
    return of(
        value.multiply(BigInteger.valueOf(part.count())).divide(BigInteger.valueOf(whole.count())));
  }

  /**
   * floor(this * basisPoints / 10000).
   *
   * @param basisPoints 0 to 10000
   */
  public Wei basisPoints(int basisPoints) {
    return of(value.multiply(BigInteger.valueOf(basisPoints)).divide(BigInteger.valueOf(10_000)));
  }

  public Wei min(Wei other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  /** The double nearest to wei/10^18. For display only: nothing is ever computed from it. */
  public double displayEth() {
    return new BigDecimal(value, ETH_DECIMALS).doubleValue();
  }

  @Override
  public int compareTo(Wei other) {
    return value.compareTo(other.value);
  }

  /** The decimal digits, as stored in fields ending in {@code Wei}. */
  @Override
  public String toString() {
    return value.toString();
  }
}
