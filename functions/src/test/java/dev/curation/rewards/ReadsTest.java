package dev.curation.rewards;

import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.WEEK;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.UserDocuments;
import dev.curation.chain.CollectionId;
import dev.curation.curation.RandomLedger;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.store.MeteredStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer costs does not grow with the history (docs/api.md, Reads). */
class ReadsTest {
  private static final String USER = "users/" + RandomLedger.user(1).hex();
  private static final int LIMIT = 7;

  /** A checkpoint, the pages of its book, and the records after it. */
  private static int past(int curators) {
    return 1 + pages(curators) + 23;
  }

  private static int pages(int curators) {
    return Math.max(1, (curators + 4_999) / 5_000);
  }

  private static RewardsWorld world(int curators, int blocks, int collections, UserDocuments mode) {
    RewardsWorld world = new RewardsWorld().withPrice("0.1");
    world.settings = world.settings.withUserDocuments(mode);
    for (int number = 0; number < collections; number++) {
      List<LedgerEvent> events = new ArrayList<>();
      for (int user = 0; user < (number == 0 ? curators : 5); user++) {
        events.add(vote(user % HOUR, RandomLedger.user(user), 1 + user));
      }
      // The last ones in another week.
      for (int block = 0; block < blocks; block++) {
        int week = block > blocks - 3 ? WEEK : 0;
        events.add(sale(week + block * HOUR, 1_000));
        events.add(sale(week + block * HOUR + 1, 1_000));
      }
      world.append(RewardsWorld.collection(number), events);
    }
    world.now = Instant.ofEpochMilli(Facts.at(WEEK + blocks * HOUR));
    world.tick();
    return world;
  }

  private static Map<String, Integer> bounds(
      int curators, int blocks, int collections, UserDocuments mode) {
    CollectionId id = RewardsWorld.collection(0);
    String collection = "collections/" + id;
    String hour = collection + "/blocks/" + Facts.at(WEEK + (blocks - 1) * HOUR) + "/" + USER;
    String week = collection + "/periods/" + Facts.at(WEEK) + "/" + USER;
    String at = "at=" + Facts.at(WEEK);
    Map<String, Integer> bounds = new LinkedHashMap<>();
    bounds.put("chains", 16);
    bounds.put("collections?limit=" + LIMIT, LIMIT + 1);
    bounds.put("collections?sort=apr&limit=" + LIMIT, LIMIT + 1);
    bounds.put(collection, 4);
    bounds.put(collection + "?" + at, 3);
    bounds.put(collection + "/blocks?limit=" + LIMIT, LIMIT + 3);
    bounds.put(collection + "/periods?limit=" + LIMIT, LIMIT + 3);
    bounds.put(collection + "/curators", 2 + (curators + 699) / 700);
    bounds.put(collection + "/curators?" + at, 2 + past(curators));
    // Nobody voted in the hour, and nothing is taken back: a read each to find that out.
    bounds.put(hour + "?limit=1", 2 + 1 + pages(curators) + 24 + 2 + 1 + 1);
    bounds.put(week, 2 + 1 + pages(curators) + 191);
    bounds.put(USER + "?" + at, 1 + collections * past(curators));
    int user = mode == UserDocuments.NONE ? past(curators) : 1;
    bounds.put(USER + "/periods?limit=" + LIMIT, 1 + collections * (LIMIT + 2 + LIMIT * user));
    bounds.put(USER + "/collections/" + id + "/apr", 2 + 1 + pages(curators) + 191);
    return bounds;
  }

  @ParameterizedTest
  @CsvSource({
    "10, 3, 1, ALL",
    "10, 3, 12, CURRENT",
    "10, 150, 1, NONE",
    "3000, 30, 1, NONE",
    "3000, 60, 12, NONE",
  })
  void shouldBeBounded(int curators, int blocks, int collections, UserDocuments mode) {
    RewardsWorld world = world(curators, blocks, collections, mode);
    MeteredStore store = new MeteredStore(world.process());
    bounds(curators, blocks, collections, mode)
        .forEach(
            (address, bound) -> {
              long before = store.usage().reads();
              // A process of its own for each: nothing is kept of the addresses before.
              var unused = RewardsWorld.json(world.api(store), address);
              long reads = store.usage().reads() - before;
              assertTrue(reads <= bound, address + " took " + reads + " reads, not " + bound);
            });
    long before = store.usage().reads();
    var totals = RewardsWorld.json(world.api(store), USER);
    assertEquals(collections, totals.getAsJsonArray("collections").size());
    assertEquals(1 + collections, store.usage().reads() - before);
    assertEquals(0, store.usage().writes());
  }
}
