package dev.curation.audit;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Audits collections: is every stored document what the ledger gives? */
public final class Audit {
  /** An aggregation that is at work may be done a moment later. */
  private static final int ATTEMPTS = 3;

  private final Store store;
  private final InstantSource clock;
  private final int mostDifferences;

  /**
   * @param clock to say how long it took
   * @param mostDifferences how many differences a report lists
   */
  public Audit(Store store, InstantSource clock, int mostDifferences) {
    this.store = store;
    this.clock = clock;
    this.mostDifferences = mostDifferences;
  }

  /** The ids of all collections that were ever flagged; not all need be ids of collections. */
  public List<String> collections() {
    List<String> ids = new ArrayList<>();
    new Reading(store, clock)
        .each(
            after -> Queries.collectionsBehind(after, Reading.PAGE),
            page -> page.forEach(document -> id(document).ifPresent(ids::add)));
    return ids;
  }

  private static Optional<String> id(StoredDocument metadata) {
    try {
      return Optional.of(Paths.collectionIdOf(metadata.path().path()));
    } catch (InvalidValueException e) {
      return Optional.empty(); // Another service's document.
    }
  }

  /**
   * Audits one collection.
   *
   * @throws InvalidValueException if the id is none of a collection, or there is no such collection
   */
  public AuditReport run(String id, AuditProgress progress) {
    CollectionId collection = CollectionId.parse(id);
    if (store.get(Paths.metadata(collection)).isEmpty()
        && store.query(Queries.page(collection, Paths.LEDGER, null, 1)).isEmpty()) {
      throw new InvalidValueException("collection", id, "has no ledger");
    }
    AuditReport report = attempt(collection, progress);
    for (int i = 1; i < ATTEMPTS && report.notAudited() != null; i++) {
      report = attempt(collection, progress);
    }
    return report;
  }

  private AuditReport attempt(CollectionId collection, AuditProgress progress) {
    return new CollectionAudit(collection, store, clock, mostDifferences, progress).run();
  }
}
