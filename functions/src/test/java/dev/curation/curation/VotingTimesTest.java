package dev.curation.curation;

import static dev.curation.curation.Walk.ALICE;
import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.at;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.ledger.ChainPosition;
import dev.curation.time.BlockHour;
import java.util.List;
import org.junit.jupiter.api.Test;

/** specs/curation.md, Block 6: times of a curator's first ever and latest votesAdded. */
class VotingTimesTest {
  private final Walk walk = new Walk();

  private void assertTimes(long first, long last) {
    assertEquals(first, walk.account(ALICE).firstVotedAt(), "firstVotedAt");
    assertEquals(last, walk.account(ALICE).lastVotedAt(), "lastVotedAt");
  }

  @Test
  void shouldBeTheTimesOfTheFirstAndTheLatestVoteOfOneBlock() {
    walk.block(vote(7, ALICE, 1), vote(3, ALICE, 1), vote(5, ALICE, 1));
    assertTimes(at(3), at(7));
  }

  @Test
  void shouldNotBeChangedByRemovalsNorSales() {
    walk.block(vote(3, ALICE, 5), unvote(4, ALICE, 1), sale(5, 1));
    walk.block(unvote(HOUR, ALICE, 1), sale(HOUR, 1));
    assertTimes(at(3), at(3));
  }

  @Test
  void shouldKeepTheFirstVoteAcrossALeave() {
    walk.block(vote(3, ALICE, 5));
    walk.block(unvote(HOUR, ALICE, 5));
    assertTimes(at(3), at(3));
    walk.block(vote(9 * HOUR, ALICE, 5));
    assertTimes(at(3), at(9 * HOUR));
  }

  @Test
  void shouldKeepTheFirstVoteOfOneWhoVotesAndLeavesWithinTheSameHour() {
    walk.block(vote(3, ALICE, 5), unvote(4, ALICE, 5));
    assertTimes(at(3), at(3));
    walk.block(vote(HOUR, ALICE, 5));
    assertTimes(at(3), at(HOUR));
  }

  @Test
  void shouldTakeTheEventsOwnTimesWhereAnOlderVoteIsBookedLater() {
    walk.block(vote(2 * HOUR, ALICE, 5));
    walk.block(Walk.hour(9), List.of(Booking.of(vote(3, ALICE, 5))));
    assertTimes(at(3), at(2 * HOUR));
  }

  @Test
  void shouldHoldForAVoteAtTheVeryBeginningOfTime() {
    walk.block(
        new BlockHour(0), List.of(Booking.of(vote(new ChainPosition(0, 1, 0, null), ALICE, 5))));
    walk.block(vote(0, ALICE, 5));
    assertTimes(0, at(0));
  }
}
