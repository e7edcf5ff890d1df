package dev.curation.curation;

import static dev.curation.curation.Walk.ALICE;
import static dev.curation.curation.Walk.BOB;
import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.WEEK;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.VoteHours;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the book carries from block to block beside shares. */
class BookRulesTest {
  private final Walk walk = new Walk();

  private static VoteHours hours(long votes) {
    return new VoteHours(BigInteger.valueOf(votes), BigInteger.ZERO);
  }

  @Test
  void shouldCountTheBlocks() {
    walk.block(vote(0, ALICE, 1));
    walk.block(sale(HOUR, 10));
    walk.block(sale(9 * HOUR, 10));
    assertEquals(3, walk.book.totals().blocks());
  }

  @Test
  void shouldSumTheSharesOfTheWeeksBlocks() {
    walk.block(vote(0, ALICE, 1), sale(0, 10));
    walk.block(sale(HOUR, 5));
    assertEquals(Wei.of(15), walk.book.totals().periodDistributed());
    walk.block(sale(WEEK, 7));
    assertEquals(Wei.of(7), walk.book.totals().periodDistributed());
    walk.block(sale(WEEK + HOUR, 1));
    assertEquals(Wei.of(8), walk.book.totals().periodDistributed());
  }

  @Test
  void shouldCountVotesForEachHourInWhichTheyWereHeldAlsoWithoutABlock() {
    walk.block(vote(0, ALICE, 10));
    walk.block(vote(4 * HOUR, BOB, 5));
    assertEquals(hours(4 * 10 + 15), walk.book.totals().voteHours());
    assertEquals(hours(4 * 10 + 15), walk.book.totals().periodVoteHours());
    assertEquals(
        hours(4 * 10 + 15 + 3 * 15),
        walk.book.totals().voteHoursUntil(Walk.hour(4), Walk.hour(8).start()));
  }

  @Test
  void shouldCountTheVoteHoursOfAWeekFromItsFirstHourOn() {
    walk.block(vote(WEEK - 2 * HOUR, ALICE, 10));
    walk.block(sale(WEEK + 3 * HOUR, 1));
    assertEquals(hours(4 * 10), walk.book.totals().periodVoteHours());
    assertEquals(hours(6 * 10), walk.book.totals().voteHours());
  }

  @Test
  void shouldGoOnWithTheWeeksVoteHoursAfterABlockInItsFirstHour() {
    walk.block(vote(WEEK - 2 * HOUR, ALICE, 10));
    walk.block(vote(WEEK, ALICE, 1));
    walk.block(sale(WEEK + 2 * HOUR, 1));
    assertEquals(hours(3 * 11), walk.book.totals().periodVoteHours());
  }

  @Test
  void shouldCountNoVoteHoursOfAWeekBeforeTheVeryFirstBlock() {
    walk.block(vote(5 * HOUR, ALICE, 10));
    assertEquals(hours(10), walk.book.totals().periodVoteHours());
  }

  @Test
  void shouldGiveBackAllThatAReversedRemovalAskedForOrWhatItReallyTook() {
    VotesRemoved all = unvote(HOUR, ALICE, 6);
    VotesRemoved clamped = unvote(HOUR, BOB, 50);
    walk.block(vote(0, ALICE, 10), vote(0, BOB, 30));
    walk.block(all, clamped);
    BlockEvents.Outcome outcome =
        walk.block(
            Walk.hour(2),
            List.of(Booking.reversalOf(all, null), Booking.reversalOf(clamped, Votes.of(30))));
    assertEquals(10, walk.votes(ALICE));
    assertEquals(30, walk.votes(BOB));
    assertEquals(Votes.of(36), outcome.changes().votesAdded());
  }

  @Test
  void shouldNameOnlyCuratorsForWhomSomethingChanges() {
    walk.block(vote(0, ALICE, 10), vote(0, BOB, 5));
    walk.block(unvote(HOUR, BOB, 5));
    BlockChanges none = walk.block(unvote(2 * HOUR, BOB, 5), sale(2 * HOUR, 1)).changes();
    assertEquals(List.of(), none.voteChanges());
    BlockChanges onlyTime = walk.block(vote(3 * HOUR, ALICE, 0)).changes();
    assertEquals(List.of(ALICE), onlyTime.voteChanges().stream().map(VoteChange::address).toList());
  }

  @Test
  void shouldEqualABookOfTheSameHourTotalsAndAccountsOnly() {
    walk.block(vote(0, ALICE, 10), sale(0, 10));
    Walk same = new Walk();
    same.block(vote(0, ALICE, 10), sale(0, 10));
    assertEquals(walk.book, same.book);
    assertEquals(walk.book.hashCode(), same.book.hashCode());
    Walk others = new Walk();
    others.block(vote(0, BOB, 10), sale(0, 10));
    assertNotEquals(walk.book, others.book);
    Walk later = new Walk();
    later.block(vote(HOUR, ALICE, 10), sale(HOUR, 10));
    assertNotEquals(walk.book, later.book);
  }
}
