package dev.curation.chain;

import dev.curation.errors.InvalidValueException;
import java.util.Locale;

/** The hash of a transaction: lower-case {@code 0x} and 64 hexadecimal digits. */
public record TxHash(String hex) {
  /**
   * @throws InvalidValueException if the text is no lower-case hash
   */
  public TxHash {
    if (!Hex.isLowerCase(hex, 32)) {
      throw new InvalidValueException("txHash", hex, "must be 0x and 64 lower-case hex digits");
    }
  }

  /**
   * @throws InvalidValueException naming the field
   */
  public static TxHash parse(String field, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!Hex.isLowerCase(lower, 32)) {
      throw new InvalidValueException(field, text, "must be 0x and 64 hex digits");
    }
    return new TxHash(lower);
  }

  @Override
  public String toString() {
    return hex;
  }
}
