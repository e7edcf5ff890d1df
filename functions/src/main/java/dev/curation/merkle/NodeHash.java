package dev.curation.merkle;

import dev.curation.errors.InvalidValueException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** A node of a tree: lower-case {@code 0x} and 64 hexadecimal digits. */
public record NodeHash(String hex) {
  static final int BYTES = 32;

  private static final Pattern PATTERN = Pattern.compile("0x[0-9a-f]{64}");

  /** What a contract answers that has no root. */
  public static final NodeHash NONE = new NodeHash("0x" + "0".repeat(2 * BYTES));

  /**
   * @throws InvalidValueException if the text is no lower-case hash
   */
  public NodeHash {
    if (!PATTERN.matcher(hex).matches()) {
      throw new InvalidValueException("hash", hex, "must be 0x and 64 lower-case hex digits");
    }
  }

  /**
   * Reads a hash in any case.
   *
   * @throws InvalidValueException naming the field
   */
  public static NodeHash parse(String field, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!PATTERN.matcher(lower).matches()) {
      throw new InvalidValueException(field, text, "must be 0x and 64 hex digits");
    }
    return new NodeHash(lower);
  }

  static NodeHash of(byte[] nodes, int index) {
    return new NodeHash("0x" + HexFormat.of().formatHex(nodes, index * BYTES, (index + 1) * BYTES));
  }

  public byte[] bytes() {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  @Override
  public String toString() {
    return hex;
  }
}
