package dev.curation.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rules and a naive implementation of the specification come to the same. */
@Tag("slow")
class NaiveProgramsTest {
  private static final int HISTORIES = 300;
  private static final int STEPS = 250;
  private static final int BETWEEN_STATES = 5;

  /** Where the two first differ; empty: nowhere. */
  private static Optional<String> firstDifference(
      long seed, NaivePrograms.Ties ties, Set<String> seen) {
    RandomPrograms life = new RandomPrograms(seed);
    RulesInText rules = new RulesInText(seen);
    NaivePrograms naive = new NaivePrograms(ties);
    RandomPrograms.found(rules);
    RandomPrograms.found(naive);
    for (int i = 1; i <= STEPS; i++) {
      RandomPrograms.Step step = life.next();
      String where = "history " + seed + ", step " + i + ", " + step.text() + ": ";
      List<String> expected = step.on().apply(naive);
      List<String> found = step.on().apply(rules);
      if (!expected.equals(found)) {
        return Optional.of(where + found + ", expected " + expected);
      }
      if (i % BETWEEN_STATES == 0) {
        Optional<String> difference = difference(naive.state(), rules.state());
        if (difference.isPresent()) {
          return Optional.of(where + difference.get());
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(List<String> expected, List<String> found) {
    for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
      if (!expected.get(i).equals(found.get(i))) {
        return Optional.of(found.get(i) + ", expected " + expected.get(i));
      }
    }
    return expected.size() == found.size()
        ? Optional.empty()
        : Optional.of(found.size() + " lines, expected " + expected.size());
  }

  @Test
  void shouldComeToTheSameInRandomHistories() {
    Set<String> seen = new TreeSet<>();
    for (long seed = 1; seed <= HISTORIES; seed++) {
      assertEquals(Optional.empty(), firstDifference(seed, NaivePrograms.Ties.LEVEL, seen));
    }
    for (Outcome outcome : Outcome.values()) {
      assertTrue(seen.contains(outcome.name()), outcome + " never happened: " + seen);
    }
    Set<String> also =
        Set.of(
            "PENDING",
            "STARTED",
            "FINISHED",
            "EXPIRED",
            "rollover",
            "ends",
            "refunded",
            "claimed",
            "provisional",
            "fixed",
            "TIME_WENT_BACK",
            "PROGRAM_NOT_FOUND",
            "PERIOD_NOT_FOUND",
            "NOT_AUTHORIZED",
            "INCORRECT_STATE",
            "PROGRAM_EXPIRED",
            "INVALID_ADDRESS",
            "INSUFFICIENT_FUNDS",
            "START_IN_PAST");
    assertTrue(seen.containsAll(also), seen.toString());
  }

  @Test
  void shouldNoticeAWrongRuleForCollectionsOfTheSamePower() {
    boolean isNoticed = false;
    for (long seed = 1; seed <= HISTORIES && !isNoticed; seed++) {
      isNoticed =
          firstDifference(seed, NaivePrograms.Ties.COUNTED_AS_BELOW, new TreeSet<>())
              .filter(text -> text.contains("PERCENTILE"))
              .isPresent();
    }
    assertTrue(isNoticed);
  }
}
