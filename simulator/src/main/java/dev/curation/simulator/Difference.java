package dev.curation.simulator;

import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Something is not as it has to be. */
final class Difference extends RuntimeException {
  Difference(String message) {
    super(message);
  }

  Difference(String message, Throwable cause) {
    super(message, cause);
  }

  static void check(boolean holds, String message) {
    if (!holds) {
      throw new Difference(message);
    }
  }

  /** What has to be there. */
  static <T> T present(@Nullable T value, String otherwise) {
    if (value == null) {
      throw new Difference(otherwise);
    }
    return value;
  }

  static void check(Object expected, Object actual, String what) {
    if (!Objects.equals(expected, actual)) {
      throw new Difference(what + ": must be " + expected + ", is " + actual);
    }
  }

  /** Names what differs, entry by entry, the first few. */
  static <V> void check(Map<String, V> expected, Map<String, V> actual, String what) {
    StringBuilder differences = new StringBuilder();
    int count = 0;
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(actual.keySet());
    for (String name : names) {
      if (!Objects.equals(expected.get(name), actual.get(name)) && count++ < 5) {
        differences
            .append("\n  ")
            .append(name)
            .append(": must be ")
            .append(expected.get(name))
            .append(", is ")
            .append(actual.get(name));
      }
    }
    if (count > 0) {
      throw new Difference(what + ", " + count + " of " + names.size() + ":" + differences);
    }
  }
}
