package dev.curation.bench;

/** A benchmark computed something else than it should have: its times mean nothing. */
final class Difference extends RuntimeException {
  Difference(String what, Object expected, Object actual) {
    super(what + ": expected " + expected + ", but it is " + actual);
  }

  /**
   * @throws Difference unless both are equal
   */
  static void check(String what, Object expected, Object actual) {
    if (!expected.equals(actual)) {
      throw new Difference(what, expected, actual);
    }
  }
}
