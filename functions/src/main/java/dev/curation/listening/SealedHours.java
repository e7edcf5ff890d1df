package dev.curation.listening;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.HashMap;
import java.util.Map;

/** Which ledger events count in hours that never change again. */
final class SealedHours {
  private final Store store;
  private final Map<String, Long> sealedUntil = new HashMap<>();

  SealedHours(Store store) {
    this.store = store;
  }

  /** Whether a sealed hour counts the event. */
  boolean hold(StoredDocument event) {
    Long counted = event.fields().optionalInteger("blockStart");
    return counted != null && counted < sealedUntil(event);
  }

  private long sealedUntil(StoredDocument event) {
    return sealedUntil.computeIfAbsent(
        Paths.collectionIdOfEvent(event.path()),
        id ->
            store
                .get(Paths.aggregation(CollectionId.parse(id)))
                .map(document -> document.fields().optionalInteger("sealedUntil"))
                .orElse(0L));
  }
}
