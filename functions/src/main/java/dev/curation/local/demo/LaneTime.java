package dev.curation.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;

/** The simulated time, told to the stack. */
final class LaneTime {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final LongConsumer clock;
  private long now;

  LaneTime(LongConsumer clock) {
    this.clock = clock;
    moveTo(at(0));
  }

  /** When an hour of the demo begins, milliseconds. */
  static long at(int hour) {
    return LaneDemo.GENESIS.toEpochMilli() + hour * HOUR;
  }

  long now() {
    return now;
  }

  Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  void moveTo(long time) {
    now = time;
    clock.accept(time);
  }

  /** A minute goes by. */
  void pass() {
    moveTo(now + MINUTE);
  }
}
