package dev.curation.delegations;

import dev.curation.errors.InvalidValueException;
import dev.curation.time.BlockHour;

/**
 * Where a change stands among all others: by time, then by the place of its log, then by id.
 *
 * @param timestamp milliseconds since the epoch
 * @param blockNumber 0 where no log backs it
 * @param logIndex 0 where no log backs it
 * @param id of the change
 */
public record ChangePlace(long timestamp, long blockNumber, int logIndex, String id) {
  private static final long MAX_TIME = 9_999_999_999_999_999L;

  public ChangePlace {
    if (timestamp < 0 || timestamp > MAX_TIME) {
      throw new InvalidValueException("timestamp", timestamp, "must be 0 to " + MAX_TIME);
    }
  }

  /** Of a change that no log backs. */
  public static ChangePlace signed(long timestamp, String id) {
    return new ChangePlace(timestamp, 0, 0, id);
  }

  /** Whether no log backs it. */
  public boolean isSigned() {
    return blockNumber == 0;
  }

  public BlockHour hour() {
    return BlockHour.of(timestamp);
  }

  /** Before all changes of the hour, as text. */
  public static String startOf(BlockHour hour) {
    return "%016d".formatted(hour.start());
  }

  /** As text that sorts as the places do. */
  public String text() {
    return "%016d-%019d-%010d-%s".formatted(timestamp, blockNumber, logIndex, id);
  }
}
