package dev.curation.chain;

import dev.curation.errors.InvalidValueException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An account or contract: lower-case {@code 0x} and 40 hexadecimal digits. */
public final class Address implements Comparable<Address> {
  public static final Address ZERO = new Address("0x" + "0".repeat(40));
  public static final int BYTES = 20;

  private final String hex;

  /** The number that the digits are, unsigned: sorting and searching need not look at the text. */
  private final long high;

  private final long middle;
  private final int low;

  /**
   * @throws InvalidValueException if the text is no lower-case address
   */
  public Address(String hex) {
    if (!Hex.isLowerCase(hex, BYTES)) {
      throw new InvalidValueException("address", hex, "must be 0x and 40 lower-case hex digits");
    }
    this.hex = hex;
    this.high = Hex.word(hex, 2, 18);
    this.middle = Hex.word(hex, 18, 34);
    this.low = (int) Hex.word(hex, 34, 42);
  }

  /**
   * Reads an address in any case, checksummed or not.
   *
   * @throws InvalidValueException naming the field
   */
  public static Address parse(String field, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!Hex.isLowerCase(lower, BYTES)) {
      throw new InvalidValueException(field, text, "must be 0x and 40 hex digits");
    }
    return new Address(lower);
  }

  /** Lower-case, with {@code 0x}. */
  public String hex() {
    return hex;
  }

  /** The 20 bytes of the address. */
  public byte[] bytes() {
    return Hex.bytes(hex);
  }

  /** The address of exactly 20 bytes. */
  public static Address ofBytes(byte[] bytes) {
    return new Address(Hex.of(bytes));
  }

  @Override
  public int compareTo(Address other) {
    if (high != other.high) {
      return Long.compareUnsigned(high, other.high);
    }
    return middle == other.middle
        ? Integer.compareUnsigned(low, other.low)
        : Long.compareUnsigned(middle, other.middle);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Address that
        && low == that.low
        && middle == that.middle
        && high == that.high;
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return hex;
  }
}
