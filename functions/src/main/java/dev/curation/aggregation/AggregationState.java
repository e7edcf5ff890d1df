package dev.curation.aggregation;

import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import org.jspecify.annotations.Nullable;

/**
 * The aggregation's own document: who runs it, how far a run that has not ended has come, how far
 * the collection is sealed. It is written with every commit of a run, so each commit stands or
 * falls with the lease.
 *
 * @param holder the run that holds the lease; null: nobody
 * @param token counts the leases
 * @param step counts the commits
 * @param leaseUntil when the lease ends, milliseconds
 * @param sealedUntil the earliest hour that is not sealed
 * @param recomputeFrom results from this hour on are stale; null: none are
 * @param periodsFrom blocks from this hour on are not yet in their period; null: all are
 * @param writing the block that is partly written, until it is whole again
 */
record AggregationState(
    @Nullable String holder,
    long token,
    long step,
    long leaseUntil,
    BlockHour sealedUntil,
    @Nullable BlockHour recomputeFrom,
    @Nullable BlockHour periodsFrom,
    @Nullable BlockHour writing) {
  static final AggregationState INITIAL =
      new AggregationState(null, 0, 0, 0, new BlockHour(0), null, null, null);

  /** Whether an earlier run began work that it did not end. */
  boolean isInterrupted() {
    return recomputeFrom != null;
  }

  AggregationState leasedBy(String run, long until) {
    return new AggregationState(
        run, token + 1, step + 1, until, sealedUntil, recomputeFrom, periodsFrom, writing);
  }

  /** The same as the next commit stores it. */
  AggregationState committed(long nextStep, long until) {
    return new AggregationState(
        holder,
        token,
        nextStep,
        holder == null ? 0 : until,
        sealedUntil,
        recomputeFrom,
        periodsFrom,
        writing);
  }

  AggregationState released() {
    return new AggregationState(
        null, token, step, 0, sealedUntil, recomputeFrom, periodsFrom, writing);
  }

  /** All results from the hours on are stale, until written. */
  AggregationState begun(BlockHour recompute, BlockHour periods) {
    return new AggregationState(
        holder, token, step, leaseUntil, sealedUntil, recompute, periods, writing);
  }

  AggregationState writing(BlockHour hour) {
    return new AggregationState(
        holder, token, step, leaseUntil, sealedUntil, recomputeFrom, periodsFrom, hour);
  }

  /** The block that was partly written is removed. */
  AggregationState cleared() {
    return new AggregationState(
        holder, token, step, leaseUntil, sealedUntil, recomputeFrom, periodsFrom, null);
  }

  AggregationState written(BlockHour hour) {
    return new AggregationState(
        holder, token, step, leaseUntil, sealedUntil, hour.next(), periodsFrom, null);
  }

  AggregationState periodsWrittenUntil(BlockHour hour) {
    return new AggregationState(
        holder, token, step, leaseUntil, sealedUntil, recomputeFrom, hour, writing);
  }

  /** The hours from one on are open again and to be computed again; leases so far are void. */
  AggregationState reopened(BlockHour from) {
    BlockHour recompute = earlier(recomputeFrom, from);
    BlockHour periods = earlier(periodsFrom, from);
    return new AggregationState(null, token + 1, step + 1, 0, from, recompute, periods, writing);
  }

  private static BlockHour earlier(@Nullable BlockHour one, BlockHour other) {
    return one != null && one.compareTo(other) <= 0 ? one : other;
  }

  /** Nothing is stale; everything before the hour is sealed. */
  AggregationState ended(BlockHour sealed) {
    return new AggregationState(holder, token, step, leaseUntil, sealed, null, null, null);
  }

  Fields encode() {
    return Fields.builder()
        .put("holder", holder)
        .put("token", token)
        .put("step", step)
        .put("leaseUntil", leaseUntil)
        .put("sealedUntil", sealedUntil.start())
        .put("recomputeFrom", start(recomputeFrom))
        .put("periodsFrom", start(periodsFrom))
        .put("writing", start(writing))
        .build();
  }

  static AggregationState decode(Fields fields) {
    return new AggregationState(
        fields.optionalString("holder"),
        fields.integer("token"),
        fields.integer("step"),
        fields.integer("leaseUntil"),
        new BlockHour(fields.integer("sealedUntil")),
        hour(fields, "recomputeFrom"),
        hour(fields, "periodsFrom"),
        hour(fields, "writing"));
  }

  private static @Nullable Long start(@Nullable BlockHour hour) {
    return hour == null ? null : (Long) hour.start();
  }

  private static @Nullable BlockHour hour(Fields fields, String name) {
    Long start = fields.optionalInteger(name);
    return start == null ? null : new BlockHour(start);
  }
}
