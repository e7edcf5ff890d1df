package dev.curation.curation;

import static dev.curation.curation.Walk.ALICE;
import static dev.curation.curation.Walk.BOB;
import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.position;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** specs/curation.md, Block 1 and 2: what the vote events of a block leave. */
class VoteRulesTest {
  private final Walk walk = new Walk();

  @Test
  void shouldApplyVoteEventsInChainOrderWhateverTheOrderInWhichTheyAreGiven() {
    List<LedgerEvent> events =
        List.of(
            vote(0, ALICE, 10),
            unvote(1, ALICE, 15),
            vote(2, ALICE, 7),
            unvote(position(2, 100_002, 1), ALICE, 3),
            vote(position(2, 100_002, null), ALICE, 1));
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      List<LedgerEvent> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, random);
      Walk any = new Walk();
      any.block(shuffled.toArray(LedgerEvent[]::new));
      assertEquals(5, any.votes(ALICE));
    }
  }

  @Test
  void shouldTakeNoMoreThanIsHeldAndCountTheRestAsDropped() {
    VotesRemoved removal = unvote(1, ALICE, 50);
    BlockEvents.Outcome outcome = walk.block(vote(0, ALICE, 30), removal);
    assertEquals(0, walk.votes(ALICE));
    assertEquals(Votes.of(20), outcome.dropped());
    assertEquals(Map.of(removal.id(), Votes.of(30)), outcome.clamped());
    assertEquals(Votes.of(30), outcome.changes().votesRemoved());
  }

  @Test
  void shouldNotFailWhenTheDroppedVotesExceedTheRangeOfVotes() {
    BlockEvents.Outcome outcome =
        walk.block(unvote(0, BOB, Long.MAX_VALUE), unvote(1, BOB, Long.MAX_VALUE));
    assertEquals(Votes.of(Long.MAX_VALUE), outcome.dropped());
  }

  @Test
  void shouldTakeNothingFromSomebodyWhoNeverVoted() {
    BlockEvents.Outcome outcome = walk.block(unvote(0, BOB, 5));
    assertEquals(Votes.of(5), outcome.dropped());
    assertEquals(Votes.ZERO, outcome.changes().votesRemoved());
    assertNull(walk.book.account(BOB));
  }

  @Test
  void shouldLeaveNoVotesThatNothingBacksAfterVotingAndUnstakingWithinOneHour() {
    // Stricter than the source: removals first would drop the removal and keep 10 votes.
    BlockEvents.Outcome outcome =
        walk.block(vote(0, ALICE, 10), unvote(1, ALICE, 10), sale(2, 100));
    assertEquals(0, walk.votes(ALICE));
    assertEquals(Votes.ZERO, outcome.dropped());
    assertEquals("100", walk.carry());
  }

  @Test
  void shouldTakeARemovalBeforeAnAdditionOfTheSamePlace() {
    walk.block(vote(0, ALICE, 4));
    BlockEvents.Outcome outcome =
        walk.block(vote(position(HOUR, 1, 1), ALICE, 10), unvote(position(HOUR, 1, 1), ALICE, 6));
    assertEquals(10, walk.votes(ALICE), "4 of 6 taken, then 10 added");
    assertEquals(Votes.of(2), outcome.dropped());
  }

  @Test
  void shouldEqualRemovalsFirstWhereNoneExceedsWhatWasHeldAtTheStart() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      Walk any = new Walk();
      any.block(vote(0, ALICE, 1000));
      long expected = 1000;
      List<LedgerEvent> events = new ArrayList<>();
      for (int e = 0; e < 8; e++) {
        int votes = random.nextInt(120);
        boolean adds = random.nextBoolean();
        int minute = HOUR + random.nextInt(60);
        events.add(adds ? vote(minute, ALICE, votes) : unvote(minute, ALICE, votes));
        expected += adds ? votes : -votes;
      }
      any.block(events.toArray(LedgerEvent[]::new));
      assertEquals(expected, any.votes(ALICE));
    }
  }

  @Test
  void shouldHoldBeforePlusAddedMinusRemovedAfterEachBlock() {
    Random random = new Random(3);
    for (int hour = 0; hour < 300; hour++) {
      List<LedgerEvent> events = new ArrayList<>();
      for (int e = 0; e < 1 + random.nextInt(6); e++) {
        Address user = RandomLedger.user(random.nextInt(3));
        int minute = hour * HOUR + random.nextInt(60);
        int votes = random.nextInt(50);
        events.add(random.nextBoolean() ? vote(minute, user, votes) : unvote(minute, user, votes));
      }
      BlockChanges changes = walk.block(events.toArray(LedgerEvent[]::new)).changes();
      assertEquals(
          walk.before.totals().votes().plus(changes.votesAdded()).minus(changes.votesRemoved()),
          walk.book.totals().votes());
      long held = walk.book.accounts().stream().mapToLong(a -> a.votes().count()).sum();
      assertEquals(held, walk.book.totals().votes().count());
    }
  }

  @Test
  void shouldMoveTheLargestNumberOfVotesFromOneCuratorToAnother() {
    walk.block(vote(0, ALICE, Long.MAX_VALUE));
    walk.block(unvote(HOUR, ALICE, Long.MAX_VALUE), vote(HOUR + 1, BOB, Long.MAX_VALUE));
    assertEquals(Long.MAX_VALUE, walk.book.totals().votes().count());
    assertEquals(Long.MAX_VALUE, walk.votes(BOB));
  }

  @Test
  void shouldRefuseMoreVotesThanTheRangeHolds() {
    walk.block(vote(0, ALICE, Long.MAX_VALUE));
    assertThrows(InvalidValueException.class, () -> walk.block(vote(HOUR, BOB, 1)));
    assertThrows(InvalidValueException.class, () -> walk.block(vote(HOUR, ALICE, 1)));
  }
}
