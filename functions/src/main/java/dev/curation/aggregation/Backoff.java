package dev.curation.aggregation;

import java.time.Duration;

/** How long a failing collection is left alone. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MAX_DOUBLINGS = 20;

  private Backoff() {}

  /**
   * One minute after the first failure, twice as long after each further one, a day at most.
   *
   * @param attempts failures so far, at least 1
   */
  static long millis(long attempts) {
    long doublings = Math.min(attempts - 1, MAX_DOUBLINGS);
    return Math.min(FIRST.toMillis() << doublings, LONGEST.toMillis());
  }
}
