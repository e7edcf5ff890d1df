package dev.curation.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of one collection found.
 *
 * @param collection its id
 * @param events of its ledger
 * @param pending those that are not aggregated yet: they count as they last did, or not at all
 * @param changedSince how many of these have counted before, and may have changed since: where they
 *     have, the results differ until they are aggregated
 * @param documents how many stored documents were compared
 * @param differences how many there are
 * @param first the first of them
 * @param notAudited why nothing could be said; null: something was
 * @param readingMillis how long was waited for documents
 * @param computingMillis how long was computed and compared
 */
public record AuditReport(
    String collection,
    long events,
    long pending,
    long changedSince,
    long documents,
    long differences,
    List<Difference> first,
    @Nullable String notAudited,
    long readingMillis,
    long computingMillis) {

  /** Whether all is as it should be. */
  public boolean isClean() {
    return differences == 0 && notAudited == null;
  }

  static AuditReport notAudited(String collection, String reason) {
    return new AuditReport(collection, 0, 0, 0, 0, 0, List.of(), reason, 0, 0);
  }
}
