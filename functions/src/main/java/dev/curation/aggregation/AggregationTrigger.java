package dev.curation.aggregation;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What happens when {@code curationMetadata} is written. Deliveries may come twice, late, out of
 * order, or because of what an aggregation itself has written; only one that asks for work and
 * finds nobody at it does any.
 */
public final class AggregationTrigger {
  /** What became of a delivery. */
  public enum Outcome {
    /** No flag asks for work, or a failure puts it off. */
    IGNORED,
    DONE,
    CONTINUES,
    BUSY,
    /** The failure is recorded on the metadata document. */
    FAILED
  }

  private static final Logger LOG = Logger.getLogger(AggregationTrigger.class.getName());

  private final Store store;
  private final Aggregation aggregation;
  private final InstantSource clock;

  public AggregationTrigger(Store store, Aggregation aggregation, InstantSource clock) {
    this.store = store;
    this.aggregation = aggregation;
    this.clock = clock;
  }

  /**
   * Handles one delivery.
   *
   * @param path of the metadata document
   * @param written its fields after the write
   * @throws InvalidValueException if the path is not that of a metadata document
   * @throws StoreException if the database fails and not even the failure can be recorded
   */
  public Outcome written(String path, Fields written) {
    String collectionId = Paths.collectionIdOf(path);
    if (!Metadata.asksForWork(written, clock.millis())) {
      return Outcome.IGNORED;
    }
    try {
      return Outcome.valueOf(aggregation.runIfAsked(CollectionId.parse(collectionId)).name());
    } catch (RuntimeException e) {
      // Whatever it is: what is not recorded is tried again for ever, without back-off.
      record(Paths.metadata(collectionId), e);
      return Outcome.FAILED;
    }
  }

  private void record(DocumentPath metadata, RuntimeException failure) {
    Fields before = store.get(metadata).map(StoredDocument::fields).orElse(Fields.EMPTY);
    String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    LOG.log(Level.WARNING, "{0} failed: {1}", new Object[] {metadata, reason});
    store.commit(
        List.of(new Write.Merge(metadata, Metadata.failed(before, reason, clock.millis()))));
  }
}
