package dev.curation.bench;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.Value;
import com.google.protobuf.ByteString;
import dev.curation.aggregation.LedgerFlagging;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.firestore.FirestoreStore;
import dev.curation.functions.AggregateCuration;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.store.Store;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Small ledgers that are to be aggregated, one for each start of the function. */
final class ColdStartLedgers implements AutoCloseable {
  private static final int EVENTS = 100;

  private final Store store;
  private final List<LedgerEvent> events = BenchLedger.SMALL.read().subList(0, EVENTS);
  private int made;

  ColdStartLedgers(String emulator) {
    this.store = FirestoreStore.emulator("bench", emulator);
  }

  /** The collection of the newest one. */
  private CollectionId collection() {
    return CollectionId.parse(String.format("1:0x%040x", made));
  }

  /** Appends and flags a new ledger; the event that its metadata document causes. */
  ColdStart.Request next() {
    made++;
    long last = events.getLast().position().timestamp();
    new Watermark(store, collection()).advance("bench", events.getFirst().position().timestamp());
    new Ledger(store, collection()).append(events, last);
    InstantSource clock = InstantSource.fixed(Instant.ofEpochMilli(last));
    new LedgerFlagging(store, clock, () -> UUID.randomUUID().toString()).run();
    Map<String, String> headers =
        Map.of(
            "ce-id", "start-" + made,
            "ce-source", "//firestore.googleapis.com/projects/bench/databases/(default)",
            "ce-specversion", "1.0",
            "ce-type", "google.cloud.firestore.document.v1.written",
            "ce-subject", "documents/" + Paths.metadata(collection()).path(),
            "content-type", "application/protobuf");
    return new ColdStart.Request(AggregateCuration.class.getName(), "/", headers, flagged());
  }

  private static ByteString flagged() {
    Value yes = Value.newBuilder().setBooleanValue(true).build();
    Document metadata = Document.newBuilder().putFields("ledgerRequiresAggregation", yes).build();
    return DocumentEventData.newBuilder().setValue(metadata).build().toByteString();
  }

  /**
   * @throws Difference if the newest ledger was not aggregated
   */
  void check() {
    boolean isFlagged =
        store
            .get(Paths.metadata(collection()))
            .orElseThrow()
            .fields()
            .flag("ledgerRequiresAggregation");
    Difference.check("flag of a ledger that was aggregated", false, isFlagged);
  }

  @Override
  public void close() {
    store.close();
  }
}
