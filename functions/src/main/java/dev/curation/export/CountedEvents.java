package dev.curation.export;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Queries;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads what the blocks of some hours count, in the order in which it counts. */
final class CountedEvents {
  private final Store store;
  private final CollectionId collection;

  /** The few that counted before: only their last count has an index. */
  private final List<StoredDocument> returned;

  CountedEvents(Store store, CollectionId collection) {
    this.store = store;
    this.collection = collection;
    this.returned = store.query(Queries.eventsWithPastCounts(collection));
  }

  List<CountedEvent> between(BlockHour from, BlockHour to) {
    Map<String, StoredDocument> found = new LinkedHashMap<>();
    for (Query query :
        List.of(
            Queries.eventsCountedBetween(collection, from, to),
            Queries.eventsReversedBetween(collection, from, to))) {
      store.query(query).forEach(document -> found.put(document.path().id(), document));
    }
    returned.forEach(document -> found.put(document.path().id(), document));
    return found.values().stream()
        .flatMap(CountedEvents::counts)
        .filter(count -> count.hour().compareTo(from) >= 0 && count.hour().compareTo(to) < 0)
        .sorted(CountedEvent.ORDER)
        .toList();
  }

  private static Stream<CountedEvent> counts(StoredDocument document) {
    LedgerEntry entry = Ledger.entry(document);
    return CountedEvent.of(entry).stream();
  }
}
