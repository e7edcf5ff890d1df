package dev.curation.fuzz;

import java.util.List;

/** Alters text and other bytes where their form is not known. */
final class TextMutation {
  private static final int WORD = 32;

  private TextMutation() {}

  /** A text with one place altered. */
  static String edited(String text, Choices choices) {
    int at = text.isEmpty() ? 0 : choices.below(text.length());
    String before = text.substring(0, at);
    String behind = text.substring(at);
    String rest = behind.isEmpty() ? "" : behind.substring(1);
    return switch (choices.below(8)) {
      case 0 -> before + rest;
      case 1 -> before + choices.of(Oddities.TEXT) + behind;
      case 2 -> before + choices.of(Oddities.TEXT) + rest;
      case 3 -> before;
      case 4 -> text + text;
      case 5 -> before + (char) choices.below(128) + rest;
      case 6 -> before + (char) (choices.below(256) << 8 | choices.next()) + rest;
      default -> before + (char) ('0' + choices.below(10)) + rest;
    };
  }

  /** Bytes altered at some places: bits, pieces, words of 32 bytes as ABI data has them. */
  static byte[] mutate(byte[] sound, List<byte[]> samples, Choices choices) {
    byte[] bytes = sound.clone();
    int times = 1 + choices.below(6);
    for (int i = 0; i < times; i++) {
      bytes = alter(bytes, samples, choices);
    }
    return bytes;
  }

  private static byte[] alter(byte[] bytes, List<byte[]> samples, Choices choices) {
    int at = choices.below(Math.min(bytes.length + 1, 1 << 16));
    int to = Math.min(bytes.length, at + 1 + choices.below(64));
    return switch (choices.below(9)) {
      case 0 -> flipped(bytes, at, choices.below(8));
      case 1 -> joined(bytes, at, new byte[0], to);
      case 2 -> joined(bytes, at, new byte[0], bytes.length);
      case 3 -> joined(bytes, at, utf8(choices.of(Oddities.TEXT)), at);
      case 4 -> joined(bytes, at, utf8(choices.of(Oddities.TEXT)), to);
      case 5 -> repeated(bytes, at, to, 1 + choices.below(300));
      case 6 -> {
        byte[] other = choices.of(samples);
        int from = choices.below(Math.min(other.length + 1, 1 << 16));
        yield joined(bytes, at, java.util.Arrays.copyOfRange(other, from, other.length), to);
      }
      default -> word(bytes, choices);
    };
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static byte[] flipped(byte[] bytes, int at, int bit) {
    if (at < bytes.length) {
      bytes[at] ^= (byte) (1 << bit);
    }
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int at, byte[] middle, int to) {
    byte[] joined = new byte[at + middle.length + bytes.length - to];
    System.arraycopy(bytes, 0, joined, 0, at);
    System.arraycopy(middle, 0, joined, at, middle.length);
    System.arraycopy(bytes, to, joined, at + middle.length, bytes.length - to);
    return joined;
  }

  private static byte[] repeated(byte[] bytes, int at, int to, int times) {
    byte[] piece = java.util.Arrays.copyOfRange(bytes, at, to);
    byte[] middle = new byte[piece.length * times];
    for (int i = 0; i < times; i++) {
      System.arraycopy(piece, 0, middle, i * piece.length, piece.length);
    }
    return joined(bytes, at, middle, at);
  }

  /** Sets one word, counted from the end, which is where a log's data lies. */
  private static byte[] word(byte[] bytes, Choices choices) {
    int words = bytes.length / WORD;
    if (words == 0) {
      return bytes;
    }
    int start = bytes.length - WORD * (1 + choices.below(words));
    byte[] word = new byte[WORD];
    switch (choices.below(6)) {
      case 0 -> java.util.Arrays.fill(word, (byte) 0xff);
      case 1 -> word[WORD - 1] = (byte) choices.next();
      case 2 -> {
        word[WORD - 2] = (byte) choices.next();
        word[WORD - 1] = (byte) (choices.next() & 0xe0);
      }
      case 3 -> java.util.Arrays.fill(word, WORD - 4, WORD, (byte) 0xff);
      case 4 -> java.util.Arrays.fill(word, WORD - 20, WORD, (byte) choices.next());
      default -> {}
    }
    System.arraycopy(word, 0, bytes, start, WORD);
    return bytes;
  }
}
