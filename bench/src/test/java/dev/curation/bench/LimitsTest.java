package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.AggregationTrigger;
import dev.curation.aggregation.LedgerFlagging;
import dev.curation.aggregation.UserDocuments;
import dev.curation.apr.TokenPrices;
import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.simulation.Written;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.Store;
import dev.curation.store.StoreUsage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads and writes of the small ledger and its increment, on the simulated database. */
class LimitsTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-01T00:00:00Z"));

  private final SimulatedDatabase database = new SimulatedDatabase(CLOCK);
  private final Deque<Written> deliveries = new ArrayDeque<>();

  private StoreUsage aggregate(BenchLedger ledger, UserDocuments mode) {
    List<LedgerEvent> events = ledger.read();
    Store store = new SimulatedStore(database, Faults.NONE);
    new Ledger(store, BenchLedger.COLLECTION).append(events, CLOCK.millis());
    MeteredStore metered = new MeteredStore(store);
    AggregationSettings settings = AggregationSettings.DEFAULT.withUserDocuments(mode);
    AggregationTrigger trigger =
        new AggregationTrigger(
            metered,
            new Aggregation(metered, settings, TokenPrices.NONE, CLOCK, () -> "run"),
            CLOCK);
    new LedgerFlagging(metered, CLOCK, () -> "request").run();
    while (!deliveries.isEmpty()) {
      Written written = deliveries.remove();
      trigger.written(
          written.path().path(), Objects.requireNonNullElse(written.after(), Fields.EMPTY));
    }
    assertEquals(
        false,
        Objects.requireNonNull(database.snapshot().get(Paths.metadata(BenchLedger.COLLECTION)))
            .get("ledgerRequiresAggregation"));
    return metered.usage();
  }

  @ParameterizedTest
  @CsvSource({"CURRENT, 49000, 2300", "NONE, 11500, 400"})
  void shouldKeepToTheLimits(UserDocuments mode, long writes, long incrementWrites) {
    database.onWritten(Paths.METADATA_PATTERN, deliveries::add);
    StoreUsage whole = aggregate(BenchLedger.SMALL, mode);
    assertTrue(whole.reads() <= 10_400, whole.toString());
    assertTrue(whole.writes() <= writes, whole.toString());
    StoreUsage increment = aggregate(BenchLedger.INCREMENT, mode);
    assertTrue(increment.reads() <= 400, increment.toString());
    assertTrue(increment.writes() <= incrementWrites, increment.toString());
    assertEquals(0, whole.deletes() + increment.deletes());
  }
}
