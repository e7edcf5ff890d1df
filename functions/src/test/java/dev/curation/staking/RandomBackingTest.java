package dev.curation.staking;

import static dev.curation.staking.StakeFacts.CHAIN;
import static dev.curation.staking.StakeFacts.USER;
import static dev.curation.staking.StakeFacts.point;
import static dev.curation.staking.StakeFacts.stake;
import static dev.curation.staking.StakeFacts.time;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.CollectionId;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.money.Votes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds for all histories of stakes and votes, whether or not anybody could have had them. */
class RandomBackingTest {
  private static final int BLOCKS = 60;

  private record History(List<StakeChange> stakes, List<SignedVote> votes) {
    Backing backing() {
      return Backing.of(CHAIN, USER, stakes, votes);
    }
  }

  private static History history(Random random) {
    List<StakeChange> stakes = new ArrayList<>();
    List<StakePoint> points = new ArrayList<>(List.of(point(5)));
    for (int block = 10; block < BLOCKS; block++) {
      if (random.nextInt(4) == 0) {
        stakes.add(stake(point(block, random.nextInt(3)), random.nextInt(100)));
        points.add(stakes.getLast().point());
      }
    }
    List<SignedVote> votes = new ArrayList<>();
    long time = time(5);
    for (int i = 0; i < random.nextInt(25); i++) {
      StakePoint basis = points.get(random.nextInt(points.size()));
      time = Math.max(basis.timestamp(), time + 1 + random.nextInt(30_000));
      int collection = random.nextInt(5);
      long count = random.nextLong(1, 61);
      votes.add(
          random.nextInt(3) == 0
              ? StakeFacts.unVote(collection, time, count, basis)
              : StakeFacts.vote(collection, time, count, basis));
    }
    return new History(stakes, votes);
  }

  private static History history(RepetitionInfo repetition) {
    return history(new Random(repetition.getCurrentRepetition()));
  }

  @RepeatedTest(500)
  void shouldNeverLeaveMoreVotesThanPower(RepetitionInfo repetition) {
    History history = history(repetition);
    long power = history.stakes().isEmpty() ? 0 : history.stakes().getLast().power();
    assertTrue(history.backing().total().count() <= power);
  }

  @RepeatedTest(100)
  void shouldNotDependOnTheOrderOfTheFacts(RepetitionInfo repetition) {
    History history = history(repetition);
    Backing expected = history.backing();
    Random random = new Random(repetition.getCurrentRepetition());
    List<StakeChange> stakes = new ArrayList<>(history.stakes());
    List<SignedVote> votes = new ArrayList<>(history.votes());
    Collections.shuffle(stakes, random);
    Collections.shuffle(votes, random);
    assertEquals(expected, new History(stakes, votes).backing());
  }

  /** The ledgers apply the same events one by one in chain order, taking at most what is there. */
  @RepeatedTest(500)
  void shouldTakeNoMoreThanTheLedgersHoldAtThatTime(RepetitionInfo repetition) {
    History history = history(repetition);
    Backing backing = history.backing();
    Set<EventId> unVotes = new HashSet<>();
    Map<CollectionId, List<LedgerEvent>> ledgers = new HashMap<>();
    int number = 0;
    for (SignedVote vote : history.votes()) {
      EventId id = new EventId("vote-" + number++);
      ledgers
          .computeIfAbsent(vote.collection(), c -> new ArrayList<>())
          .add(
              vote.added()
                  ? new VotesAdded(id, vote.position(), USER, vote.votes())
                  : new VotesRemoved(id, vote.position(), USER, vote.votes()));
    }
    for (UnVote unVote : backing.removals()) {
      assertTrue(unVotes.add(unVote.event().id()), "one id, one fact: " + unVote);
      ledgers.computeIfAbsent(unVote.collection(), c -> new ArrayList<>()).add(unVote.event());
    }
    ledgers.forEach(
        (collection, events) -> {
          events.sort(LedgerEvent.CHAIN_ORDER);
          long held = 0;
          for (LedgerEvent event : events) {
            switch (event) {
              case VotesAdded added -> held += added.votes().count();
              case VotesRemoved removed -> {
                long votes = removed.votes().count();
                assertTrue(!unVotes.contains(removed.id()) || votes <= held, removed.toString());
                held -= Math.min(held, votes);
              }
              case LedgerEvent.Sale sale -> throw new AssertionError(sale);
            }
          }
          assertEquals(
              Votes.of(held),
              Objects.requireNonNull(backing.held().get(collection.toString())).votes(),
              collection.toString());
        });
  }

  /** Each un-stake takes exactly the votes beyond the power that it leaves. */
  @RepeatedTest(100)
  void shouldTakeExactlyTheExcess(RepetitionInfo repetition) {
    History history = history(repetition);
    long power = new Random(repetition.getCurrentRepetition()).nextInt(60);
    StakeChange last = stake(BLOCKS + 10, power);
    List<StakeChange> stakes = new ArrayList<>(history.stakes());
    stakes.add(last);
    long before = history.backing().total().count();
    Backing after = new History(stakes, history.votes()).backing();
    long taken =
        after.removals().stream()
            .filter(unVote -> unVote.cause().equals(last.id()))
            .mapToLong(unVote -> unVote.event().votes().count())
            .sum();
    assertEquals(Math.max(0, before - power), taken);
    assertEquals(Math.min(before, power), after.total().count());
  }
}
