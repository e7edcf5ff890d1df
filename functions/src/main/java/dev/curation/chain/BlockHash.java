package dev.curation.chain;

import dev.curation.errors.InvalidValueException;
import java.util.Locale;

/** The hash of a block: lower-case {@code 0x} and 64 hexadecimal digits. */
public record BlockHash(String hex) {
  /**
   * @throws InvalidValueException if the text is no lower-case hash
   */
  public BlockHash {
    if (!Hex.isLowerCase(hex, 32)) {
      throw new InvalidValueException("blockHash", hex, "must be 0x and 64 lower-case hex digits");
    }
  }

  /**
   * @throws InvalidValueException naming the field
   */
  public static BlockHash parse(String field, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!Hex.isLowerCase(lower, 32)) {
      throw new InvalidValueException(field, text, "must be 0x and 64 hex digits");
    }
    return new BlockHash(lower);
  }

  @Override
  public String toString() {
    return hex;
  }
}
