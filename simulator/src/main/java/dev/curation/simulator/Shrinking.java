package dev.curation.simulator;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks for a shorter history that fails as well: fewer faults, then fewer acts and days. */
final class Shrinking {
  private final Consumer<String> progress;
  private final long until;
  private Scenario best;
  private Throwable failure;

  private Shrinking(Scenario scenario, Throwable failure, long until, Consumer<String> progress) {
    this.best = scenario;
    this.failure = failure;
    this.until = until;
    this.progress = progress;
  }

  /**
   * The shortest that was found.
   *
   * @param failure how it ends
   */
  record Shortest(Scenario scenario, Throwable failure) {}

  /**
   * @param nanos for which it looks
   */
  static Shortest of(Scenario scenario, Throwable failure, long nanos, Consumer<String> progress) {
    Shrinking shrinking = new Shrinking(scenario, failure, System.nanoTime() + nanos, progress);
    Faults.NAMES.forEach(fault -> shrinking.tries(shrinking.best.without(fault)));
    shrinking.shorten();
    return new Shortest(shrinking.best, shrinking.failure);
  }

  private void shorten() {
    int days = best.days();
    for (int fewer = 1; fewer < days && !tries(best.withDays(fewer)); fewer *= 2) {
      // Twice as many.
    }
    int acts = 1;
    while (acts < best.acts() && !tries(best.withActs(acts)) && isTime()) {
      acts *= 2;
    }
    for (int step = acts / 4; step >= 1; step /= 2) {
      while (best.acts() > step && tries(best.withActs(best.acts() - step))) {
        // And once more.
      }
    }
  }

  private boolean isTime() {
    return System.nanoTime() < until;
  }

  /** Whether it fails too; then it is the new best. */
  private boolean tries(Scenario scenario) {
    if (scenario.equals(best) || !isTime()) {
      return false;
    }
    Throwable thrown = failure(scenario);
    if (thrown == null || !kind(thrown).equals(kind(failure))) {
      return false;
    }
    best = scenario;
    failure = thrown;
    progress.accept("fails too: " + scenario);
    return true;
  }

  /** How it fails, without the figures: another failure is another matter. */
  private static String kind(Throwable thrown) {
    String text = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
    String words = text.replaceAll("[0-9][0-9a-fx]*", "");
    return thrown.getClass() + words.substring(0, Math.min(60, words.length()));
  }

  private static @Nullable Throwable failure(Scenario scenario) {
    try {
      var unused = Simulation.run(scenario);
      return null;
    } catch (RuntimeException | Error e) {
      return e;
    }
  }
}
