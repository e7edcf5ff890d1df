package dev.curation.export;

import dev.curation.errors.InvalidValueException;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which hours are exported.
 *
 * @param from the first hour; null: that of the first week with a block
 * @param to the first hour behind; null: the end of the last week with a block
 */
public record Range(@Nullable BlockHour from, @Nullable BlockHour to) {
  /**
   * @throws InvalidValueException if the end is not behind the beginning
   */
  public Range {
    if (from != null && to != null && to.compareTo(from) <= 0) {
      throw new InvalidValueException("to", to, "must be later than " + from);
    }
  }

  /**
   * The hours between two times.
   *
   * @throws InvalidValueException if one is no whole hour, or they are the wrong way round
   */
  public static Range between(@Nullable Instant from, @Nullable Instant to) {
    return new Range(hour("from", from), hour("to", to));
  }

  private static @Nullable BlockHour hour(String field, @Nullable Instant time) {
    if (time == null) {
      return null;
    }
    if (time.isBefore(Instant.EPOCH) || time.toEpochMilli() % BlockHour.MILLIS != 0) {
      throw new InvalidValueException(field, time, "must be a whole hour");
    }
    return new BlockHour(time.toEpochMilli());
  }

  /** One week. */
  public static Range of(Week week) {
    return new Range(new BlockHour(week.start()), new BlockHour(week.end()));
  }
}
