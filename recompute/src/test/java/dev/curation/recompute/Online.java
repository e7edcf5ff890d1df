package dev.curation.recompute;

import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.AggregationTrigger;
import dev.curation.aggregation.LedgerFlagging;
import dev.curation.aggregation.UserDocuments;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.simulation.Written;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * The production aggregation on a simulated database, and its documents as a pipeline reads them.
 */
final class Online {
  private final SimulatedDatabase database = new SimulatedDatabase(this::now);
  private final Store store = new SimulatedStore(database, Faults.NONE);
  private final Deque<Written> deliveries = new ArrayDeque<>();
  private final AggregationSettings settings;
  private Instant now = Instant.parse("2022-10-01T00:00:00Z");
  private int ids;

  Online(UserDocuments mode) {
    settings = AggregationSettings.DEFAULT.withUserDocuments(mode);
    database.onWritten(Paths.METADATA_PATTERN, deliveries::add);
  }

  private Instant now() {
    return now;
  }

  private String newId() {
    return "id-" + ++ids;
  }

  /** Adds the events and aggregates them. */
  void add(CollectionId collection, List<? extends LedgerEvent> events) {
    new Ledger(store, collection).append(events, now.toEpochMilli());
    tick();
  }

  /** A reorganisation takes the events away, and the results follow. */
  void orphan(CollectionId collection, List<? extends LedgerEvent> events) {
    new Ledger(store, collection)
        .orphan(events.stream().map(LedgerEvent::id).toList(), now.toEpochMilli());
    tick();
  }

  /** All sources have delivered everything up to a time, which is more than a day ago. */
  void seal(CollectionId collection, long until) {
    new Watermark(store, collection).advance("chain", until);
    now = Instant.ofEpochMilli(Math.max(now.toEpochMilli(), until)).plus(Duration.ofDays(2));
    tick();
  }

  private void tick() {
    new LedgerFlagging(store, this::now, this::newId).run();
    Aggregation aggregation =
        new Aggregation(store, settings, TokenPrices.NONE, this::now, this::newId);
    AggregationTrigger trigger = new AggregationTrigger(store, aggregation, this::now);
    while (!deliveries.isEmpty()) {
      Written written = deliveries.remove();
      Fields after = written.after();
      trigger.written(written.path().path(), after == null ? Fields.EMPTY : after);
    }
  }

  /** What the ledgers' blocks count, as their documents say. */
  PTransform<PBegin, PCollection<Counted>> events() {
    List<Counted> counted = new ArrayList<>();
    for (StoredDocument event : documents(Paths.LEDGER)) {
      CollectionId id = CollectionId.parse(Paths.collectionIdOfEvent(event.path()));
      counted.addAll(Counted.of(id, Ledger.entry(event)));
    }
    return Create.of(counted).withCoder(CountedCoder.INSTANCE);
  }

  /** The stored results. */
  PTransform<PBegin, PCollection<KV<String, KV<String, String>>>> results() {
    List<KV<String, KV<String, String>>> results = new ArrayList<>();
    Stored.RESULTS.forEach(
        group ->
            documents(group).forEach(each -> results.add(Result.of(each.path(), each.fields()))));
    return Create.of(results).withCoder(Result.CODER);
  }

  private List<StoredDocument> documents(String group) {
    List<StoredDocument> found = new ArrayList<>();
    database
        .snapshot()
        .forEach(
            (path, fields) -> {
              if (path.group().equals(group)) {
                found.add(new StoredDocument(path, fields, now));
              }
            });
    return found;
  }
}
