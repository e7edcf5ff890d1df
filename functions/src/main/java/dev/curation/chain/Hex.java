package dev.curation.chain;

import java.util.HexFormat;

/** Hexadecimal text with the prefix {@code 0x}. */
final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  static boolean isLowerCase(String text, int bytes) {
    if (text.length() != 2 + 2 * bytes || !text.startsWith("0x")) {
      return false;
    }
    for (int i = 2; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  static byte[] bytes(String text) {
    return FORMAT.parseHex(text, 2, text.length());
  }

  /** The number of up to 16 lower-case digits, unsigned. */
  static long word(String text, int from, int to) {
    long word = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      word = word << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return word;
  }

  static String of(byte[] bytes) {
    return "0x" + FORMAT.formatHex(bytes);
  }
}
