package dev.curation.fuzz;

import java.util.List;

/** Bytes as a sequence of choices; where they have ended, each choice is the first. */
final class Choices {
  private final byte[] bytes;
  private int at;

  Choices(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  boolean isSpent() {
    return at >= bytes.length;
  }

  /** From 0 to below the limit, at most 2^16. */
  int below(int limit) {
    if (limit <= 1) {
      return 0;
    }
    int value = limit <= 256 ? next() : (next() << 8) | next();
    return value % limit;
  }

  <T> T of(List<T> all) {
    return all.get(below(all.size()));
  }

  int next() {
    return isSpent() ? 0 : bytes[at++] & 0xff;
  }
}
