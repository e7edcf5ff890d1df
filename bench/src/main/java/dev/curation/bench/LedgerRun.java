package dev.curation.bench;

import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.AggregationTrigger;
import dev.curation.aggregation.LedgerFlagging;
import dev.curation.aggregation.UserDocuments;
import dev.curation.apr.TokenPrices;
import dev.curation.documents.Paths;
import dev.curation.firestore.FirestoreStore;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.Store;
import dev.curation.store.StoreUsage;
import dev.curation.store.StoredDocument;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Ledgers on one database, one on top of the other, as production aggregates them. */
final class LedgerRun implements AutoCloseable {
  private static final int CHUNK = 1_000;
  private static final DocumentPath METADATA = Paths.metadata(BenchLedger.COLLECTION);

  private final UserDocuments mode;
  private final Store uncounted;
  private final MeteredStore counted;
  private final ResultCheck check;

  /**
   * @param project a project of its own
   * @param emulator as in {@code 127.0.0.1:8080}
   */
  LedgerRun(String project, String emulator, UserDocuments mode) {
    this.mode = mode;
    this.uncounted = FirestoreStore.emulator(project, emulator);
    this.counted = new MeteredStore(FirestoreStore.emulator(project, emulator));
    this.check = new ResultCheck(uncounted, project, emulator);
  }

  /**
   * Appends a ledger, of which only the cost is measured, aggregates it, and checks the results.
   *
   * @throws Difference if they are wrong
   */
  LedgerResult run(BenchLedger ledger) {
    List<LedgerEvent> events = ledger.read();
    long last = events.get(events.size() - 1).position().timestamp();
    StoreUsage start = counted.usage();
    append(events, last);
    MemoryPeak.reset();
    StoreUsage before = counted.usage();
    long started = System.nanoTime();
    aggregate(InstantSource.fixed(Instant.ofEpochMilli(last)));
    double seconds = (System.nanoTime() - started) / 1e9;
    StoreUsage usage = counted.usage().minus(before);
    MemoryPeak memory = MemoryPeak.read();
    Figures figures = check.figures(mode);
    Difference.check("ledger " + ledger.label(), ledger.expected(), figures);
    return new LedgerResult(
        ledger, mode, events.size(), before.minus(start), usage, seconds, memory);
  }

  private void append(List<LedgerEvent> events, long now) {
    // The source stands at the ledger's start, so nothing is sealed.
    new Watermark(counted, BenchLedger.COLLECTION)
        .advance("bench", events.get(0).position().timestamp());
    Ledger ledger = new Ledger(counted, BenchLedger.COLLECTION);
    int added = 0;
    for (int next = 0; next < events.size(); next += CHUNK) {
      List<LedgerEvent> chunk = events.subList(next, Math.min(events.size(), next + CHUNK));
      added += ledger.append(chunk, now);
    }
    Difference.check("events added", events.size(), added);
  }

  /** The scheduler's tick, and all deliveries of the metadata document that it causes. */
  private void aggregate(InstantSource clock) {
    new LedgerFlagging(counted, clock, LedgerRun::newId).run();
    AggregationSettings settings = AggregationSettings.DEFAULT.withUserDocuments(mode);
    Aggregation aggregation =
        new Aggregation(counted, settings, TokenPrices.NONE, clock, LedgerRun::newId);
    AggregationTrigger trigger = new AggregationTrigger(counted, aggregation, clock);
    for (Fields metadata = metadata(); isFlagged(metadata); metadata = metadata()) {
      AggregationTrigger.Outcome outcome = trigger.written(METADATA.path(), metadata);
      if (outcome != AggregationTrigger.Outcome.DONE
          && outcome != AggregationTrigger.Outcome.CONTINUES) {
        throw new IllegalStateException("a delivery was " + outcome + ": " + metadata().values());
      }
    }
  }

  private static boolean isFlagged(Fields metadata) {
    return metadata.flag("ledgerRequiresAggregation") || metadata.flag("periodsRequireAggregation");
  }

  /** The trigger's delivery brings it along: in production no read. */
  private Fields metadata() {
    return uncounted.get(METADATA).map(StoredDocument::fields).orElse(Fields.EMPTY);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  @Override
  public void close() {
    check.close();
    uncounted.close();
    counted.close();
  }
}
