package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.books.Books;
import dev.curation.curation.RandomLedger;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.SaleFacts;
import dev.curation.money.Wei;
import dev.curation.store.StoreUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads and writes of an aggregation do not grow with what lies behind it. */
class GrowthTest {
  private static final int USERS = 5;

  private static Sale newestSale(String id) {
    long time = Instant.parse("2022-09-30T23:10:00Z").toEpochMilli();
    return new Sale(
        new EventId(id), new ChainPosition(time, 9, 0, null), Wei.of(7), SaleFacts.UNKNOWN);
  }

  private static StoreUsage increment(UserDocuments mode, int events) {
    World world = World.withUserDocuments(mode);
    List<LedgerEvent> past = new ArrayList<>(new RandomLedger(3).events(events, USERS, 24 * 30));
    past.add(newestSale("first-of-the-newest-hour"));
    world.append(past);
    world.delivered(Instant.EPOCH);
    world.tick();
    world.append(newestSale("new"));
    return world.tick();
  }

  @ParameterizedTest
  @EnumSource
  void shouldCostTheSameBehindALongPast(UserDocuments mode) {
    StoreUsage young = increment(mode, 60);
    StoreUsage old = increment(mode, 3000);
    // Rolling the book on from the last checkpoint takes a few reads more or less.
    assertTrue(old.reads() <= young.reads() + Books.CHECKPOINT_BLOCKS, young + " " + old);
    assertTrue(old.reads() <= 26 + Books.CHECKPOINT_BLOCKS, old.toString());
    int users = mode == UserDocuments.NONE ? 0 : 2 * USERS;
    // Flag, lease three times, end of lease, flags, event, block, book, its page, period;
    // standings,
    // snippet, the chain's totals.
    assertTrue(old.writes() <= 14 + users, old.toString());
    assertEquals(0, old.deletes());
  }
}
