package dev.curation.aggregation;

import dev.curation.time.BlockHour;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** When blocks and periods are sealed (specs/curation.md, Late events and sealing). */
final class Sealing {
  private static final Duration RECHECK = Duration.ofHours(1);

  private Sealing() {}

  /**
   * The earliest hour that is not sealed once a run ends that begins now.
   *
   * @param before the earliest hour that is not sealed so far: never moved back
   * @param watermark read before the events are; empty: nothing is sealed
   */
  static BlockHour reach(
      BlockHour before, OptionalLong watermark, long now, Duration finalityDelay) {
    if (watermark.isEmpty()) {
      return before;
    }
    long reached = Math.min(now - finalityDelay.toMillis(), watermark.getAsLong());
    BlockHour hour = BlockHour.of(Math.max(0, reached));
    return hour.compareTo(before) > 0 ? hour : before;
  }

  /**
   * When the next sealing is due; null: everything is sealed.
   *
   * @param newest the newest block
   */
  static @Nullable Long dueAt(
      @Nullable BlockHour newest, BlockHour sealed, long now, Duration finalityDelay) {
    if (newest == null || newest.week().end() <= sealed.start()) {
      return null;
    }
    long end = newest.end() <= sealed.start() ? newest.week().end() : newest.end();
    long due = end + finalityDelay.toMillis();
    // Due already, so the watermark holds it back: look again later.
    return due > now ? due : now + RECHECK.toMillis();
  }
}
