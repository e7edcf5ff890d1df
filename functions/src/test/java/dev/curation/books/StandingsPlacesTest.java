package dev.curation.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.UserDocuments;
import dev.curation.aggregation.World;
import dev.curation.chain.Address;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.money.Votes;
import dev.curation.store.MeteredStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A page is found by its place, and all the same when the place is no longer right. */
class StandingsPlacesTest {
  private final World world = World.withUserDocuments(UserDocuments.NONE);
  private final MeteredStore store = new MeteredStore(world.process());
  private final Standings standings = new Standings(store, World.COLLECTION);
  private final StandingsPlaces places = new StandingsPlaces();

  private static Address user(int i) {
    return new Address(String.format("0x%040x", 1_000_000 + i));
  }

  private void vote(int from, int to) {
    List<LedgerEvent> votes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      votes.add(Facts.vote(i % 50, user(i), i + 1));
    }
    world.append(votes);
    world.tick();
  }

  private void assertFound(int i, long reads) {
    long before = store.usage().reads();
    Optional<Standing> found = standings.pageOf(user(i), places).flatMap(page -> page.of(user(i)));
    assertEquals(Votes.of(i + 1), found.orElseThrow().account().votes());
    assertEquals(reads, store.usage().reads() - before);
  }

  @Test
  void shouldFindAPageByItsPlaceWithOneRead() {
    vote(0, 1500);
    assertFound(0, 1);
    assertFound(699, 1);
    // Not on the page that is known so far: looked at, and asked for.
    assertFound(700, 2);
    assertFound(1400, 2);
    assertFound(1499, 1);
    assertFound(100, 1);
    assertFound(800, 1);
  }

  @Test
  void shouldFindAUserWhosePageHasMoved() {
    vote(300, 1700);
    assertFound(1690, 1);
    assertFound(1690, 1);
    // Borders move by 300 users.
    vote(0, 300);
    assertFound(1690, 2);
    assertFound(310, 1);
    assertFound(1000, 2);
    assertFound(1000, 1);
    assertFound(1690, 1);
  }

  @Test
  void shouldHaveNoPageWhereNobodyEverVoted() {
    assertTrue(standings.pageOf(user(1), places).isEmpty());
    assertTrue(standings.pageOf(user(1), places).isEmpty());
  }
}
