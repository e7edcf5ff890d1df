package dev.curation.aggregation;

import dev.curation.store.Fields;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of {@code curationMetadata}: the flags that ask for an aggregation, and what became of
 * the last one.
 */
final class Metadata {
  private Metadata() {}

  /**
   * Whether a flag asks for an aggregation and no failure puts it off. Never throws: a field of a
   * wrong type counts as missing, or each record of the failure would cause the next.
   */
  static boolean asksForWork(Fields metadata, long now) {
    boolean flagged =
        Boolean.TRUE.equals(metadata.get("ledgerRequiresAggregation"))
            || Boolean.TRUE.equals(metadata.get("periodsRequireAggregation"));
    return flagged && !isPutOff(metadata, now);
  }

  /** Whether a failure puts the next attempt off. */
  static boolean isPutOff(Fields metadata, long now) {
    return metadata.get("failure") instanceof Map<?, ?> failure
        && failure.get("retryAt") instanceof Long retryAt
        && retryAt > now;
  }

  /**
   * Asks for an aggregation.
   *
   * @param dueAt when to ask again if nothing has happened by then
   * @param request different from all other requests: a write that changes nothing would trigger
   *     nothing, and a run at work would not notice it
   */
  static Fields requested(long now, long dueAt, String request) {
    return flags(true, now, dueAt).put("request", request).build();
  }

  /**
   * Nothing is left to do.
   *
   * @param dueAt when to look again; null: never of itself
   */
  static Fields done(long now, @Nullable Long dueAt) {
    return flags(false, now, dueAt).put("failure", null).build();
  }

  /** More is left to do: another delivery goes on. */
  static Fields continued(Fields before, long now) {
    Long continuations = before.optionalInteger("continuations");
    return flags(true, now, now)
        .put("failure", null)
        // Always another value: a write that changes nothing triggers nothing.
        .put("continuations", continuations == null ? 1L : continuations + 1)
        .build();
  }

  /** The aggregation failed and is put off, twice as long each time. */
  static Fields failed(Fields before, String reason, long now) {
    Fields last = before.map("failure");
    Long attempts = last.optionalInteger("attempts");
    long attempt = attempts == null ? 1 : attempts + 1;
    long retryAt = now + Backoff.millis(attempt);
    return Fields.builder()
        .put("updatedAt", now)
        .put("dueAt", retryAt)
        .put(
            "failure",
            Fields.builder()
                .put("reason", reason)
                .put("attempts", attempt)
                .put("failedAt", now)
                .put("retryAt", retryAt)
                .build())
        .build();
  }

  private static Fields.Builder flags(boolean set, long now, @Nullable Long dueAt) {
    return Fields.builder()
        .put("ledgerRequiresAggregation", set)
        .put("periodsRequireAggregation", set)
        .put("updatedAt", now)
        .put("dueAt", dueAt);
  }
}
