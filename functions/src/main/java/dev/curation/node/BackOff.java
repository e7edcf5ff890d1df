package dev.curation.node;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** What passes before something is tried again. */
@FunctionalInterface
public interface BackOff {
  /**
   * @param attempt from 1: how often it has been tried already
   */
  void after(int attempt);

  /**
   * Exponential with full jitter: anything from nothing to a most that doubles with each attempt,
   * so that those who were at it at once do not meet again.
   *
   * @param first most after the first attempt
   * @param doublings of the most, 0 to 30; no longer wait follows
   */
  static BackOff exponential(Duration first, int doublings, RandomGenerator random, Pause pause) {
    return attempt -> {
      long most = first.toMillis() << Math.min(attempt - 1, doublings);
      pause.pause(Duration.ofMillis(random.nextLong(most + 1)));
    };
  }
}
