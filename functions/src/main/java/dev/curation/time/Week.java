package dev.curation.time;

import dev.curation.errors.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/** One week from Sunday 00:00 UTC: a curation period, whose id is its start. */
public record Week(long start) implements Comparable<Week> {
  public static final long MILLIS = Duration.ofDays(7).toMillis();

  /** 1970-01-01 was a Thursday, so weeks begin three days after a multiple of seven. */
  private static final long FIRST_SUNDAY = Duration.ofDays(3).toMillis();

  /**
   * @param start milliseconds since the epoch, a Sunday 00:00 UTC
   */
  public Week {
    if (Math.floorMod(start - FIRST_SUNDAY, MILLIS) != 0) {
      throw new InvalidValueException("periodStart", start, "must be a Sunday 00:00 UTC");
    }
  }

  /** The week that holds the time (milliseconds since the epoch). */
  public static Week of(long time) {
    return new Week(time - Math.floorMod(time - FIRST_SUNDAY, MILLIS));
  }

  /** First millisecond after the week. */
  public long end() {
    return start + MILLIS;
  }

  /** The document id: the start in milliseconds. */
  public String id() {
    return Long.toString(start);
  }

  @Override
  public int compareTo(Week other) {
    return Long.compare(start, other.start);
  }

  @Override
  public String toString() {
    return Instant.ofEpochMilli(start).toString();
  }
}
