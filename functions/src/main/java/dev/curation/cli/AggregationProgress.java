package dev.curation.cli;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.LedgerEvent;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Watches the aggregation of a ledger from outside. */
final class AggregationProgress {
  private static final long POLL_MILLIS = 200;

  private final Store store;
  private final CollectionId collection;
  private final long[] times;

  AggregationProgress(Store store, CollectionId collection, List<LedgerEvent> events) {
    this.store = store;
    this.collection = collection;
    this.times = events.stream().mapToLong(e -> e.position().timestamp()).sorted().toArray();
  }

  /**
   * Returns when the aggregation is done.
   *
   * @throws FailedException if it failed, with its reason
   */
  void await(Progress progress) {
    while (true) {
      List<Optional<StoredDocument>> read =
          store.getAll(List.of(Paths.metadata(collection), Paths.aggregation(collection)));
      Fields metadata = fields(read.get(0));
      Fields failure = metadata.map("failure");
      if (failure.has("reason")) {
        throw new FailedException("The aggregation failed: " + failure.string("reason"));
      }
      if (metadata.has("updatedAt") && !metadata.flag("ledgerRequiresAggregation")) {
        progress.stepTo(times.length);
        return;
      }
      Long reached = fields(read.get(1)).optionalInteger("recomputeFrom");
      if (reached != null) {
        progress.stepTo(eventsBefore(reached));
      }
      pause();
    }
  }

  private static Fields fields(Optional<StoredDocument> document) {
    return document.map(StoredDocument::fields).orElse(Fields.EMPTY);
  }

  private int eventsBefore(long time) {
    int index = Arrays.binarySearch(times, time);
    return index < 0 ? -index - 1 : index;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("Interrupted while the rewards were computed");
    }
  }
}
