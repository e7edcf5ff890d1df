package dev.curation.recompute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.firestore.FirestoreStore;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.local.FirestoreEmulator;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** FirestoreIO on Google's emulator. */
class FirestoreSourceTest {
  private static final String PROJECT = "recompute";
  private static final CollectionId ONE =
      CollectionId.parse("1:0x1111111111111111111111111111111111111111");
  private static final CollectionId TWO =
      CollectionId.parse("1:0x2222222222222222222222222222222222222222");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2022-10-01T00:00:00Z"));

  @Test
  void shouldReadLedgersAndResultsFromTheDatabaseAndFindWhatIsWrongThere() throws IOException {
    try (FirestoreEmulator emulator =
            FirestoreEmulator.start(FirestoreEmulator.Options.of(PROJECT).withMemory("512m"));
        Store store = FirestoreStore.emulator(PROJECT, emulator.hostAndPort())) {
      aggregate(store, ONE, new RandomEvents(1).events("e", 120, 5, 300));
      aggregate(store, TWO, new RandomEvents(2).events("e", 120, 5, 300));

      Report right = run(emulator);
      assertEquals(List.of(), right.first());
      assertEquals(240, right.events());
      assertEquals(List.of(120L, 120L), right.summaries().stream().map(Summary::counts).toList());

      DocumentPath block = blockOf(ONE);
      store.commit(
          List.of(
              new Write.Merge(
                  block, Fields.builder().put("arbitrageProtocolFeesAccruedWei", "1").build())));
      Report wrong = run(emulator);
      assertEquals(1, wrong.differences());
      assertEquals(
          block + ": arbitrageProtocolFeesAccruedWei is \"1\", and should be ",
          wrong.first().getFirst().replaceFirst("\"[0-9]+\"$", ""));
    }
  }

  private static Report run(FirestoreEmulator emulator) throws IOException {
    return new Recompute(Events.ofProject(PROJECT), Stored.ofProject(PROJECT), null, false)
        .run(Stored.options(PROJECT, emulator.hostAndPort()), blocks -> {});
  }

  private static DocumentPath blockOf(CollectionId collection) {
    LedgerEvent first = new RandomEvents(1).events("e", 1, 5, 300).getFirst();
    return Paths.block(collection, first.position().hour());
  }

  private static void aggregate(Store store, CollectionId collection, List<LedgerEvent> events) {
    new Ledger(store, collection).append(events, CLOCK.millis());
    AtomicInteger ids = new AtomicInteger();
    Aggregation.Outcome outcome =
        new Aggregation(
                store,
                AggregationSettings.DEFAULT,
                TokenPrices.NONE,
                CLOCK,
                () -> collection + "-" + ids.incrementAndGet())
            .run(collection);
    assertEquals(Aggregation.Outcome.DONE, outcome);
  }
}
