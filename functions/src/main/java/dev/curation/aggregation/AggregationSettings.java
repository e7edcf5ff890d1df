package dev.curation.aggregation;

import dev.curation.store.Store;
import java.time.Duration;

/**
 * @param finalityDelay how long after its end a block may be sealed
 * @param userDocuments for which blocks users are written
 * @param leaseDuration how long a run may be silent before another takes over
 * @param maxEvents most new events that one delivery reads
 * @param maxWrites writes after which a delivery stops at the next block and lets another go on
 * @param commitWrites writes that one commit gathers, the lease's not counted
 */
public record AggregationSettings(
    Duration finalityDelay,
    UserDocuments userDocuments,
    Duration leaseDuration,
    int maxEvents,
    int maxWrites,
    int commitWrites) {
  /** 24 hours, users of open periods, and work that fits well into the time of one delivery. */
  public static final AggregationSettings DEFAULT =
      new AggregationSettings(
          Duration.ofHours(24),
          UserDocuments.CURRENT,
          Duration.ofMinutes(2),
          20_000,
          100_000,
          Store.MAX_WRITES - 1);

  public AggregationSettings withUserDocuments(UserDocuments mode) {
    return new AggregationSettings(
        finalityDelay, mode, leaseDuration, maxEvents, maxWrites, commitWrites);
  }

  public AggregationSettings withFinalityDelay(Duration delay) {
    return new AggregationSettings(
        delay, userDocuments, leaseDuration, maxEvents, maxWrites, commitWrites);
  }

  /** The same with other bounds on the work of one delivery and the writes of one commit. */
  public AggregationSettings withBounds(int events, int writes, int writesPerCommit) {
    return new AggregationSettings(
        finalityDelay, userDocuments, leaseDuration, events, writes, writesPerCommit);
  }
}
