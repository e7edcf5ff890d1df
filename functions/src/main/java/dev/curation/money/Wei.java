package dev.curation.money;

import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An amount of money: integer wei, 0 to 2^256-1 (specs/curation.md, Units).
 *
 * <p>Amounts below 2^127, so all that there ever was of any currency, are two words; the others are
 * a {@link BigInteger}.
 */
public final class Wei implements Comparable<Wei> {
  public static final Wei ZERO = new Wei(0, 0, null);
  private static final int MAX_BITS = 256;
  private static final int WORDS_BITS = 127;
  private static final int ETH_DECIMALS = 18;

  /** In place of the high word of an amount that two words do not hold: the only negative one. */
  private static final long LARGE = -1;

  /** Not negative, or {@link #LARGE}. */
  private final long high;

  /** Unsigned; 0 if the amount is large. */
  private final long low;

  private final @Nullable BigInteger large;

  private Wei(long high, long low, @Nullable BigInteger large) {
    this.high = high;
    this.low = low;
    this.large = large;
  }

  /**
   * @throws InvalidValueException if the amount is negative
   */
  public static Wei of(long wei) {
    if (wei < 0) {
      throw new InvalidValueException("wei", wei, "must not be negative");
    }
    return ofWords(0, wei);
  }

  /**
   * @throws InvalidValueException if the amount is negative or above 2^256-1
   */
  public static Wei of(BigInteger wei) {
    if (wei.signum() < 0) {
      throw new InvalidValueException("wei", wei, "must not be negative");
    }
    if (wei.bitLength() <= WORDS_BITS) {
      return ofWords(wei.shiftRight(Long.SIZE).longValue(), wei.longValue());
    }
    if (wei.bitLength() > MAX_BITS) {
      throw new InvalidValueException("wei", wei, "must not exceed 2^256-1");
    }
    return new Wei(LARGE, 0, wei);
  }

  /**
   * @param high not negative
   * @param low unsigned
   */
  static Wei ofWords(long high, long low) {
    return (high | low) == 0 ? ZERO : new Wei(high, low, null);
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

  public BigInteger value() {
    if (large != null) {
      return large;
    }
    BigInteger upper = BigInteger.valueOf(high).shiftLeft(Long.SIZE);
    return low >= 0
        ? upper.add(BigInteger.valueOf(low))
        : upper.add(BigInteger.valueOf(low & Long.MAX_VALUE)).setBit(Long.SIZE - 1);
  }

  /**
   * @throws InvalidValueException if the sum exceeds 2^256-1
   */
  public Wei plus(Wei other) {
    if (other.isZero()) {
      return this;
    }
    if (isZero()) {
      return other;
    }
    long lows = low + other.low;
    long carry = Long.compareUnsigned(lows, low) < 0 ? 1 : 0;
    long highs = high + other.high + carry;
    // Negative also where one of the two is large, or where both together are.
    return (high | other.high | highs) < 0
        ? of(value().add(other.value()))
        : new Wei(highs, lows, null);
  }

  /**
   * @throws InvalidValueException if the other amount is larger
   */
  public Wei minus(Wei other) {
    if (other.isZero()) {
      return this;
    }
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    long highs = high - other.high - borrow;
    return (high | other.high | highs) < 0
        ? of(value().subtract(other.value()))
        : ofWords(highs, low - other.low);
  }

  /**
   * floor(this * part / whole): one share of a pot (specs/curation.md, Block 4). For many shares of
   * one pot see {@link PotShares}.
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
        value()
            .multiply(BigInteger.valueOf(part.count()))
            .divide(BigInteger.valueOf(whole.count())));
  }

  /**
   * floor(this * basisPoints / 10000).
   *
   * @param basisPoints 0 to 10000
   */
  public Wei basisPoints(int basisPoints) {
    return of(value().multiply(BigInteger.valueOf(basisPoints)).divide(BigInteger.valueOf(10_000)));
  }

  public Wei min(Wei other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public boolean isZero() {
    return (high | low) == 0;
  }

  /** Whether two words hold the amount. */
  boolean isWords() {
    return large == null;
  }

  /** The double nearest to wei/10^18. For display only: nothing is ever computed from it. */
  public double displayEth() {
    return new BigDecimal(value(), ETH_DECIMALS).doubleValue();
  }

  @Override
  public int compareTo(Wei other) {
    if (large != null || other.large != null) {
      return value().compareTo(other.value());
    }
    return high == other.high
        ? Long.compareUnsigned(low, other.low)
        : Long.compare(high, other.high);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Wei that
        && high == that.high
        && low == that.low
        && (large == null || large.equals(that.large));
  }

  @Override
  public int hashCode() {
    return large == null ? Long.hashCode(high) * 31 + Long.hashCode(low) : large.hashCode();
  }

  /** The decimal digits, as stored in fields ending in {@code Wei}. */
  @Override
  public String toString() {
    return high == 0 ? Long.toUnsignedString(low) : value().toString();
  }
}
