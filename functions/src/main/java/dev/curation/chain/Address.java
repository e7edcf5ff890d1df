package dev.curation.chain;

import dev.curation.errors.InvalidValueException;
import java.util.Locale;

/** An account or contract: lower-case {@code 0x} and 40 hexadecimal digits. */
public record Address(String hex) implements Comparable<Address> {
  public static final Address ZERO = new Address("0x" + "0".repeat(40));
  public static final int BYTES = 20;

  /**
   * @throws InvalidValueException if the text is no lower-case address
   */
  public Address {
    if (!Hex.isLowerCase(hex, BYTES)) {
      throw new InvalidValueException("address", hex, "must be 0x and 40 lower-case hex digits");
    }
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
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return hex;
  }
}
