package dev.curation.time;

import dev.curation.errors.InvalidValueException;
import java.time.Duration;
import java.time.Instant;

/** One hour, [start, start + 1 h), UTC: the time of a reward block, whose id is its start. */
public record BlockHour(long start) implements Comparable<BlockHour> {
  public static final long MILLIS = Duration.ofHours(1).toMillis();

  /**
   * @param start milliseconds since the epoch, a whole hour
   */
  public BlockHour {
    if (start < 0 || start % MILLIS != 0) {
      throw new InvalidValueException("blockStart", start, "must be a whole hour in milliseconds");
    }
  }

  /** The hour that holds the time (milliseconds since the epoch). */
  public static BlockHour of(long time) {
    return new BlockHour(time - Math.floorMod(time, MILLIS));
  }

  /** First millisecond after the hour. */
  public long end() {
    return start + MILLIS;
  }

  public BlockHour next() {
    return new BlockHour(end());
  }

  public Week week() {
    return Week.of(start);
  }

  /** The document id: the start in milliseconds. */
  public String id() {
    return Long.toString(start);
  }

  @Override
  public int compareTo(BlockHour other) {
    return Long.compare(start, other.start);
  }

  @Override
  public String toString() {
    return Instant.ofEpochMilli(start).toString();
  }
}
