package dev.curation.staking;

import static dev.curation.staking.StakeFacts.CHAIN;
import static dev.curation.staking.StakeFacts.USER;
import static dev.curation.staking.StakeFacts.collection;
import static dev.curation.staking.StakeFacts.point;
import static dev.curation.staking.StakeFacts.stake;
import static dev.curation.staking.StakeFacts.time;
import static dev.curation.staking.StakeFacts.unVote;
import static dev.curation.staking.StakeFacts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which votes an un-stake takes, and what the ledgers say of it. */
class BackingTest {
  private static final StakePoint STAKE = point(10);

  private static Backing backing(List<StakeChange> stakes, SignedVote... votes) {
    return Backing.of(CHAIN, USER, stakes, List.of(votes));
  }

  private static List<Long> held(Backing backing) {
    return backing.held().values().stream().map(held -> held.votes().count()).toList();
  }

  private static List<Long> removed(Backing backing) {
    return backing.removals().stream().map(removal -> removal.event().votes().count()).toList();
  }

  private static List<ChainPosition> positions(Backing backing) {
    return backing.removals().stream().map(removal -> removal.event().position()).toList();
  }

  @Test
  void shouldTakeNothingWhileThereIsPowerForAllVotes() {
    Backing backing =
        backing(
            List.of(stake(10, 100), stake(30, 60)),
            vote(1, time(20), 40, STAKE),
            vote(2, time(20) + 1, 20, STAKE));
    assertEquals(List.of(), backing.removals());
    assertEquals(List.of(40L, 20L), held(backing));
  }

  @Test
  void shouldTakeTheExcessFromAllCollectionsInProportion() {
    Backing backing =
        backing(
            List.of(stake(10, 100), stake(30, 50)),
            vote(1, time(20), 60, STAKE),
            vote(2, time(20) + 1, 30, STAKE),
            vote(3, time(20) + 2, 10, STAKE));
    assertEquals(List.of(30L, 15L, 5L), removed(backing));
    assertEquals(List.of(30L, 15L, 5L), held(backing));
  }

  @Test
  void shouldTakeEffectAtTheUnStake() {
    Backing backing = backing(List.of(stake(10, 100), stake(30, 0)), vote(1, time(20), 60, STAKE));
    UnVote unVote = backing.removals().get(0);
    StakePoint unStake = point(30);
    assertEquals(new ChainPosition(time(30), 30, 0, unStake.tx()), unVote.event().position());
    assertEquals(
        new EventId(stake(30, 0).id() + ":" + collection(1).address() + ":60"),
        unVote.event().id());
    assertEquals(stake(30, 0).id(), unVote.cause());
    assertEquals(collection(1), unVote.collection());
  }

  @Test
  void shouldTakeEffectRightAfterAVoteThatWasCastBeforeTheUnStakeWasSeen() {
    Backing backing =
        backing(
            List.of(stake(10, 100), stake(30, 0)),
            vote(1, time(20), 30, STAKE),
            vote(2, time(40), 30, STAKE));
    assertEquals(
        List.of(
            new ChainPosition(time(30), 30, 0, point(30).tx()),
            new ChainPosition(time(40), 11, null, null)),
        positions(backing));
  }

  @Test
  void shouldLeaveVotesAloneThatWereCastWithTheUnStakeKnown() {
    Backing backing =
        backing(
            List.of(stake(10, 100), stake(30, 40)),
            vote(1, time(20), 80, STAKE),
            unVote(1, time(40), 30, point(30)),
            vote(2, time(41), 30, point(30)));
    assertEquals(List.of(40L), removed(backing));
    assertEquals(List.of(10L, 30L), held(backing));
  }

  @Test
  void shouldTakeVotesWhoseStakeTurnsOutToHaveBeenTakenEarlier() {
    // The un-stake at 15 became known after the vote, which relied on the stake at 20.
    Backing backing =
        backing(
            List.of(stake(10, 100), stake(15, 50), stake(20, 60)),
            vote(1, time(21), 110, point(20)));
    assertEquals(List.of(50L), removed(backing));
    assertEquals(List.of(new ChainPosition(time(21), 21, null, null)), positions(backing));
  }

  @Test
  void shouldTakeVotesOfOneWhoseOnlyStakeIsGone() {
    Backing backing = backing(List.of(), vote(1, time(20), 60, STAKE));
    assertEquals(List.of(60L), removed(backing));
    assertEquals(List.of(new ChainPosition(time(20), 11, null, null)), positions(backing));
  }

  @Test
  void shouldKeepVotesWhoseStakeWasMinedAgainInAnotherBlock() {
    StakePoint again = new StakePoint(12, 3, time(12), STAKE.tx());
    Backing backing = backing(List.of(stake(again, 60)), vote(1, time(20), 60, STAKE));
    assertEquals(List.of(), backing.removals());
  }

  @Test
  void shouldTakeWhatIsLeftWhenAnUnVoteAsksForMore() {
    Backing backing =
        backing(
            List.of(stake(10, 100), stake(15, 20)),
            vote(1, time(14), 100, STAKE),
            unVote(1, time(16), 50, point(15)));
    assertEquals(List.of(0L), held(backing));
  }

  @Test
  void shouldNameAnotherEventWhenTheNumberOfVotesIsAnother() {
    SignedVote vote = vote(1, time(20), 60, STAKE);
    EventId all = backing(List.of(stake(30, 0)), vote).removals().getLast().event().id();
    EventId some =
        backing(List.of(stake(10, 99), stake(30, 7)), vote).removals().get(0).event().id();
    assertNotEquals(all, some);
  }

  @Test
  void shouldNotChangeWhatWasRemovedWhenTheUserGoesOnVoting() {
    // The stake that the votes relied on, in block 20, was reorganised away.
    StakePoint gone = point(20);
    List<StakeChange> stakes = List.of(stake(10, 5));
    List<SignedVote> votes = new ArrayList<>(List.of(vote(1, time(21), 10, gone)));
    List<UnVote> removed = Backing.of(CHAIN, USER, stakes, votes).removals();
    votes.add(unVote(1, time(30), 2, gone));
    votes.add(vote(2, time(31), 2, gone));
    assertEquals(removed, Backing.of(CHAIN, USER, stakes, votes).removals());
  }
}
