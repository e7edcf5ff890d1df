package dev.curation.simulator;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What decides a run, whole.
 *
 * @param seed of all choices
 * @param days for which people act
 * @param acts how many things people do at most
 * @param without faults that do not happen, by their names in {@link Faults}
 */
record Scenario(long seed, int days, int acts, SortedSet<String> without) {
  static final int USUAL_DAYS = 10;
  static final int ALL_ACTS = 100_000;

  Scenario {
    without = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(without));
  }

  static Scenario of(long seed) {
    return new Scenario(seed, USUAL_DAYS, ALL_ACTS, new TreeSet<>());
  }

  Scenario withDays(int other) {
    return new Scenario(seed, other, acts, without);
  }

  Scenario withActs(int other) {
    return new Scenario(seed, days, other, without);
  }

  Scenario without(String fault) {
    SortedSet<String> more = new TreeSet<>(without);
    more.add(fault);
    return new Scenario(seed, days, acts, more);
  }

  /** As the command line takes it. */
  @Override
  public String toString() {
    return "--seed "
        + seed
        + " --days "
        + days
        + (acts == ALL_ACTS ? "" : " --acts " + acts)
        + (without.isEmpty() ? "" : " --without " + String.join(",", without));
  }
}
