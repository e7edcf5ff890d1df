package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.Write;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is flagged, who fails, who is left in peace. */
class FlaggingTest {
  private final World world = World.withUserDocuments(UserDocuments.ALL);
  private final List<LedgerEvent> events = new RandomLedger(1).events(20, 3, 20);

  private static CollectionId collection(int number) {
    return new CollectionId(
        new ChainId(1 + number % 3), new Address(String.format("0x%040x", number + 1)));
  }

  private void append(CollectionId collection, List<LedgerEvent> some) {
    new Ledger(world.process(), collection).append(some, world.now.toEpochMilli());
  }

  private Fields metadata(CollectionId collection) {
    return world.document(Paths.metadata(collection));
  }

  private void damage(CollectionId collection, String field, Object value) {
    DocumentPath event = Paths.event(collection, events.get(0).id().value());
    Fields damaged = Fields.builder().put(field, value).build();
    world.process().commit(List.of(new Write.Merge(event, damaged)));
  }

  @Test
  void shouldReadAsManyDocumentsAsThereAreCollectionsWithWork() {
    for (int i = 0; i < 150; i++) {
      append(collection(i), events);
    }
    MeteredStore store = new MeteredStore(world.process());
    assertEquals(new LedgerFlagging.Result(150, 0), world.flagging(store).run());
    // One event and the metadata of each, and what tells that there is no more.
    assertTrue(store.usage().reads() <= 2 * 150 + 2, store.usage().toString());
    assertEquals(150, world.deliveries.size());
    world.deliverAll(world.process());
    MeteredStore quiet = new MeteredStore(world.process());
    assertEquals(new LedgerFlagging.Result(0, 0), world.flagging(quiet).run());
    assertEquals(2, quiet.usage().reads());
    assertEquals(0, quiet.usage().writes());
  }

  @Test
  void shouldFlagAgainWhatWasNotDoneInTime() {
    append(World.COLLECTION, events);
    world.flagging(world.process()).run();
    world.deliveries.clear(); // Lost.
    world.now = world.now.plus(Duration.ofMinutes(30));
    world.tick();
    assertEquals(false, metadata(World.COLLECTION).get("ledgerRequiresAggregation"));
  }

  @Test
  void shouldMarkTheCollectionOfAMalformedEventAsFailedAndDoAllOthers() {
    Object[][] damages = {
      {"discriminator", "transfer"},
      {"votes", -1L},
      {"votes", 1.5},
      {"protocolFeeWei", "1.5"},
      {"protocolFeeWei", 100L},
      {"protocolFeeWei", "-1"},
      {"timestamp", "yesterday"},
      {"chainId", "7"},
    };
    for (Object[] damage : damages) {
      World fresh = new World(world.settings);
      List<LedgerEvent> one =
          List.of(
              damage[0].equals("votes")
                  ? events.stream()
                      .filter(LedgerEvent.VotesAdded.class::isInstance)
                      .findFirst()
                      .get()
                  : events.stream().filter(LedgerEvent.Sale.class::isInstance).findFirst().get());
      new Ledger(fresh.process(), World.COLLECTION).append(one, 0);
      new Ledger(fresh.process(), collection(1)).append(events, 0);
      new Ledger(fresh.process(), collection(2)).append(events, 0);
      DocumentPath event = Paths.event(World.COLLECTION, one.get(0).id().value());
      Fields damaged = Fields.builder().put((String) damage[0], damage[1]).build();
      fresh.process().commit(List.of(new Write.Merge(event, damaged)));
      fresh.tick();
      Fields failure = fresh.metadata().map("failure");
      assertTrue(failure.string("reason").contains((String) damage[0]), failure.toString());
      assertTrue(failure.string("reason").contains(damage[1].toString()), failure.toString());
      assertTrue(failure.string("reason").contains(event.path()), failure.toString());
      assertEquals(true, fresh.metadata().get("ledgerRequiresAggregation"));
      for (int other = 1; other <= 2; other++) {
        Fields done = fresh.document(Paths.metadata(collection(other)));
        assertEquals(false, done.get("ledgerRequiresAggregation"));
      }
    }
  }

  @Test
  void shouldFlagACollectionAlsoWhileAnotherLedgerHoldsAnEventThatNamesIt() {
    CollectionId named = new CollectionId(new ChainId(1), new Address("0x" + "d".repeat(40)));
    append(World.COLLECTION, events.subList(0, 1));
    damage(World.COLLECTION, "collectionAddress", named.address().hex());
    world.tick();
    append(named, events);
    world.tick();
    assertEquals(1, metadata(World.COLLECTION).map("failure").integer("attempts"));
    assertEquals(false, metadata(named).get("ledgerRequiresAggregation"));
    assertEquals(0, new Ledger(world.process(), named).unaggregated(1).size());
  }

  @Test
  void shouldTryAFailedCollectionAgainLaterAndLaterUntilItIsRepaired() {
    append(World.COLLECTION, events);
    damage(World.COLLECTION, "blockNumber", "many");
    world.tick();
    assertEquals(1, metadata(World.COLLECTION).map("failure").integer("attempts"));
    world.tick();
    assertEquals(1, metadata(World.COLLECTION).map("failure").integer("attempts"), "put off");
    for (int attempt = 2; attempt < 6; attempt++) {
      long retryAt = metadata(World.COLLECTION).map("failure").integer("retryAt");
      long waited = Duration.ofMinutes(1).toMillis() << (attempt - 2);
      assertEquals(world.now.toEpochMilli() + waited, retryAt);
      world.now = java.time.Instant.ofEpochMilli(retryAt);
      world.tick();
      assertEquals(attempt, metadata(World.COLLECTION).map("failure").integer("attempts"));
    }
    damage(World.COLLECTION, "blockNumber", 5L);
    world.now = world.now.plus(Duration.ofDays(1));
    world.tick();
    assertEquals(null, metadata(World.COLLECTION).get("failure"));
    assertEquals(false, metadata(World.COLLECTION).get("ledgerRequiresAggregation"));
  }

  @Test
  void shouldWaitADayAtMost() {
    assertEquals(Duration.ofDays(1).toMillis(), Backoff.millis(100));
  }

  @Test
  void shouldRecordTheFailureOfAPathThatIsNoCollectionId() {
    for (String id : List.of("punks", "1:0xABCDEF0123456789abcdef0123456789abcdef01", "0:0x12")) {
      Fields flags = Fields.builder().put("ledgerRequiresAggregation", true).build();
      world.process().commit(List.of(new Write.Put(Paths.metadata(id), flags)));
      world.deliverAll(world.process());
      Fields failure = world.document(Paths.metadata(id)).map("failure");
      assertTrue(failure.string("reason").contains("collectionId '" + id), failure.toString());
    }
  }

  @Test
  void shouldIgnoreFlagsAndFailuresOfAWrongType() {
    append(World.COLLECTION, events);
    Fields odd =
        Fields.builder().put("ledgerRequiresAggregation", "yes").put("failure", "none").build();
    world.process().commit(List.of(new Write.Put(Paths.metadata(World.COLLECTION), odd)));
    world.deliverAll(world.process());
    world.tick();
    assertEquals(false, metadata(World.COLLECTION).get("ledgerRequiresAggregation"));
  }
}
