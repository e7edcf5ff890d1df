package dev.curation.aggregation;

import dev.curation.errors.InvalidValueException;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.Locale;

/** For which blocks the documents of the users are written (specs/curation.md, Growth). */
public enum UserDocuments {
  /** For all blocks. */
  ALL,
  /** For blocks of periods that are not sealed when they are computed. */
  CURRENT,
  /** For none; then the users of open periods are not written either. */
  NONE;

  /**
   * @throws InvalidValueException naming the field, unless the text is all, current or none
   */
  public static UserDocuments parse(String field, String text) {
    for (UserDocuments mode : values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw new InvalidValueException(field, text, "must be all, current or none");
  }

  /**
   * Whether a block's users are written.
   *
   * @param sealedUntil the earliest hour that is not sealed once the run is done
   */
  boolean ofBlock(BlockHour hour, BlockHour sealedUntil) {
    return switch (this) {
      case ALL -> true;
      case CURRENT -> hour.week().end() > sealedUntil.start();
      case NONE -> false;
    };
  }

  /** Whether a period's users are written: those of a sealed period always are. */
  boolean ofPeriod(Week week, BlockHour sealedUntil) {
    return this != NONE || week.end() <= sealedUntil.start();
  }
}
