package dev.curation.listening;

import java.util.Map;
import java.util.TreeMap;

/** Stakes could not be settled; the same call, made again, goes on with them. */
public final class UnsettledException extends RuntimeException {
  UnsettledException(Map<String, String> failures) {
    super(
        "all blocks are read, but the stakes of "
            + failures.size()
            + " users are not settled; run it again: "
            + new TreeMap<>(failures));
  }
}
