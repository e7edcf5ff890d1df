package dev.curation.curation;

import static dev.curation.curation.Walk.ALICE;
import static dev.curation.curation.Walk.BOB;
import static dev.curation.curation.Walk.CAROL;
import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.ledger.LedgerEvent;
import org.junit.jupiter.api.Test;

/** specs/curation.md, Block 2 and 7: who came, who left, and the percentages. */
class BlockStatisticsTest {
  private final Walk walk = new Walk();

  private BlockStatistics block(LedgerEvent... events) {
    BlockChanges changes = walk.block(events).changes();
    return BlockStatistics.of(walk.before, changes, walk.book);
  }

  private static void assertCurators(int added, int removed, BlockStatistics statistics) {
    assertEquals(added, statistics.curatorsAdded(), "added");
    assertEquals(removed, statistics.curatorsRemoved(), "removed");
  }

  @Test
  void shouldCountWhoHasVotesAfterTheBlockAndHadNoneBefore() {
    assertCurators(2, 0, block(vote(0, ALICE, 1), vote(1, BOB, 1), vote(2, BOB, 1)));
    assertCurators(1, 0, block(vote(HOUR, ALICE, 1), vote(HOUR, CAROL, 1)));
    assertEquals(3, walk.book.totals().curators());
  }

  @Test
  void shouldCountWhoHadVotesBeforeTheBlockAndHasNoneAfter() {
    block(vote(0, ALICE, 2), vote(1, BOB, 1));
    assertCurators(0, 1, block(unvote(HOUR, ALICE, 1), unvote(HOUR, BOB, 1)));
    assertCurators(0, 0, block(unvote(2 * HOUR, BOB, 1)));
    assertEquals(1, walk.book.totals().curators());
  }

  @Test
  void shouldCountNeitherWhoCameAndLeftNorWhoLeftAndCameBackWithinTheHour() {
    block(vote(0, ALICE, 2));
    assertCurators(
        0,
        0,
        block(
            vote(HOUR, BOB, 1),
            unvote(HOUR + 1, BOB, 1),
            unvote(HOUR + 2, ALICE, 2),
            vote(HOUR + 3, ALICE, 9)));
  }

  @Test
  void shouldCountWhoReturnsAgain() {
    block(vote(0, ALICE, 2));
    assertCurators(0, 1, block(unvote(HOUR, ALICE, 2)));
    assertCurators(1, 0, block(vote(2 * HOUR, ALICE, 2)));
  }

  @Test
  void shouldCompareCuratorsAndVotesWithThoseBeforeTheBlock() {
    BlockStatistics first = block(vote(0, ALICE, 3), vote(0, BOB, 3), vote(0, CAROL, 3));
    assertEquals(0.0, first.curatorsPercentChange());
    assertEquals(0.0, first.votesPercentChange());
    BlockStatistics second = block(unvote(HOUR, ALICE, 3), vote(HOUR, BOB, 1));
    assertEquals(-33.3334, second.curatorsPercentChange());
    assertEquals(-22.2223, second.votesPercentChange());
    BlockStatistics third = block(sale(2 * HOUR, 1));
    assertEquals(0.0, third.curatorsPercentChange());
    assertEquals(0.0, third.votesPercentChange());
  }
}
