package dev.curation.programs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The power of collections, and where each stands among those that have any. */
public final class Ranking {
  private final Map<String, BigInteger> powers = new HashMap<>();
  private final List<BigInteger> sorted = new ArrayList<>();
  // Many programs ask for the same rank after an event.
  private @Nullable String asked;
  private Facts.@Nullable Rank answer;

  /** Those that have any. */
  public Map<String, BigInteger> powers() {
    return Collections.unmodifiableMap(powers);
  }

  /**
   * @param by may be negative; the power never falls below zero
   */
  public void change(String collection, BigInteger by) {
    if (by.signum() == 0) {
      return;
    }
    asked = null;
    BigInteger before = powers.getOrDefault(collection, BigInteger.ZERO);
    BigInteger after = before.add(by);
    if (after.signum() < 0) {
      throw new IllegalStateException(collection + " would have a power of " + after);
    }
    if (before.signum() > 0) {
      sorted.remove(below(before));
    }
    if (after.signum() > 0) {
      sorted.add(below(after), after);
      powers.put(collection, after);
    } else {
      powers.remove(collection);
    }
  }

  /** Null: it has no power. */
  Facts.@Nullable Rank rank(String collection) {
    if (!collection.equals(asked)) {
      BigInteger power = powers.get(collection);
      answer = power == null ? null : new Facts.Rank(below(power), sorted.size());
      asked = collection;
    }
    return answer;
  }

  /** How many have strictly less: the first place among equals. */
  private int below(BigInteger power) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).compareTo(power) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
