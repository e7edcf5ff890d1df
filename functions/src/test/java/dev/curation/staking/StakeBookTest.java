package dev.curation.staking;

import static dev.curation.staking.SettledCheck.assertSettled;
import static dev.curation.staking.StakeFacts.CHAIN;
import static dev.curation.staking.StakeFacts.CONTRACT;
import static dev.curation.staking.StakeFacts.collection;
import static dev.curation.staking.StakeFacts.log;
import static dev.curation.staking.StakeFacts.rageQuit;
import static dev.curation.staking.StakeFacts.staked;
import static dev.curation.staking.StakeFacts.time;
import static dev.curation.staking.StakeFacts.unStaked;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.ChainLog;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingEvent.Staked;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.ledger.Facts;
import dev.curation.ledger.Ledger;
import dev.curation.node.NodeException;
import dev.curation.store.Fields;
import dev.curation.store.MeteredStore;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.voting.StakeWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a user's documents when stakes change. */
class StakeBookTest {
  private final StakeWorld world = new StakeWorld();

  private List<Fields> unVotes(int number) {
    return world.process().query(Queries.voteEvents(StakeFacts.USER)).stream()
        .filter(event -> event.path().path().contains(collection(number).toString()))
        .map(StoredDocument::fields)
        .filter(event -> event.has("unStakeLog"))
        .toList();
  }

  @Test
  void shouldGiveThePowerThatTheContractTells() {
    ChainLog log = log(10, 0);
    world.powers.put(log.id().block(), 77L);
    world.happen(log, staked(100));
    assertEquals(77, world.staker().integer("stakePower"));
    assertEquals(77, world.event(log).integer("stakePower"));
    assertEquals("contract", world.event(log).string("stakePowerSource"));
    assertEquals(true, world.event(log).bool("isApplied"));
  }

  @Test
  void shouldRebuildThePowerWhereNoNodeAnswersAndSaySo() {
    world.nodeIsAway = true;
    world.now = world.now.plus(Duration.ofMinutes(20));
    world.happen(log(10, 0), staked(100));
    world.happen(log(11, 0), unStaked(30));
    assertEquals(70, world.staker().integer("stakePower"));
    assertEquals("book", world.event(log(11, 0)).string("stakePowerSource"));
  }

  @Test
  void shouldWaitForANodeThatMayOnlyBeBehind() {
    ChainLog log = log(10, 0);
    world.powers.put(log.id().block(), 77L);
    world.nodeIsAway = true;
    assertThrows(NodeException.class, () -> world.happen(log, staked(100)));
    assertEquals(false, world.event(log).bool("isApplied"));
    world.nodeIsAway = false;
    StakeBook.Result result =
        world.book(world.process()).settlePending(StakeFacts.CHAIN, StakeFacts.CONTRACT, 10);
    assertEquals(1, result.settled());
    assertEquals(77, world.staker().integer("stakePower"));
  }

  @Test
  void shouldAskForOtherBlocksAfterTheNodeFailedOnAnOldOne() {
    ChainLog old = log(10, 0);
    ChainLog later = log(11, 0);
    world.failing.add(old.id().block());
    world.powers.put(later.id().block(), 177L);
    world.now = world.now.plus(Duration.ofMinutes(20));
    world.listen(old, staked(100));
    world.happen(later, staked(50));
    assertEquals("book", world.event(old).string("stakePowerSource"));
    assertEquals("contract", world.event(later).string("stakePowerSource"));
    assertEquals(177, world.staker().integer("stakePower"));
  }

  @Test
  void shouldDecideNothingOfARecentBlockAfterTheNodeFailedOnAnOldOne() {
    ChainLog recent = log(100, 0);
    world.nodeIsAway = true;
    world.now = Instant.ofEpochMilli(time(100)).plus(Duration.ofMinutes(1));
    world.listen(log(10, 0), staked(100));
    assertThrows(NodeException.class, () -> world.happen(recent, staked(50)));
    world.nodeIsAway = false;
    world.powers.put(recent.id().block(), 177L);
    world.settle();
    assertEquals("contract", world.event(recent).string("stakePowerSource"));
    assertEquals(177, world.staker().integer("stakePower"));
  }

  @Test
  void shouldRebuildLaterPowersAgainWhenAnOlderStakeBecomesKnown() {
    world.happen(log(10, 0), staked(100));
    world.happen(log(5, 0), staked(11));
    assertEquals(111, world.event(log(10, 0)).integer("stakePower"));
    assertEquals(111, world.staker().integer("stakePower"));
  }

  @Test
  void shouldTakeVotesFromAllCollectionsWhenTokensAreUnStaked() {
    world.happen(log(10, 0), staked(100));
    world.vote(1, 60);
    world.vote(2, 30);
    world.happen(log(60, 4), unStaked(50));
    assertEquals(33, world.held(1));
    assertEquals(17, world.held(2));
    Fields unVote = unVotes(1).get(0);
    assertEquals("votesRemoved", unVote.string("discriminator"));
    assertEquals(27, unVote.integer("votes"));
    assertEquals(time(60), unVote.integer("timestamp"));
    assertEquals(4, unVote.integer("logIndex"));
    assertEquals(log(60, 4).id().toString(), unVote.string("unStakeLog"));
    assertEquals(false, unVote.bool("isAggregated"));
    assertSettled(world.process(), "after the un-stake");
  }

  @Test
  void shouldTakeAllVotesInARageQuit() {
    world.happen(log(10, 0), staked(100));
    world.vote(1, 60);
    world.happen(log(60, 0), rageQuit());
    assertEquals(0, world.held(1));
    assertSettled(world.process(), "after the rage quit");
  }

  @Test
  void shouldTakeNothingTwiceWhenTheUnStakeIsDeliveredAgain() {
    world.happen(log(10, 0), staked(100));
    world.vote(1, 60);
    world.happen(log(60, 0), unStaked(50));
    var before = world.facts();
    world.happen(log(60, 0), unStaked(50));
    assertEquals(before, world.facts());
  }

  @Test
  void shouldGiveTheVotesBackWhenTheUnStakeIsReorganisedAway() {
    world.happen(log(10, 0), staked(100));
    world.vote(1, 60);
    world.happen(log(60, 0), unStaked(100));
    world.orphan(log(60, 0));
    world.settle();
    assertEquals(60, world.held(1));
    assertEquals(true, unVotes(1).get(0).bool("isDeleted"));
    assertEquals(false, unVotes(1).get(0).bool("isAggregated"));
    assertSettled(world.process(), "without the un-stake");
    world.restore(log(60, 0));
    world.settle();
    assertEquals(0, world.held(1));
    assertEquals(1, unVotes(1).size());
    assertSettled(world.process(), "with the un-stake after all");
  }

  @Test
  void shouldKeepVotesWhoseStakeIsMinedAgainInAnotherBlock() {
    world.happen(log(10, 0, 0, 7), staked(100));
    world.vote(1, 60);
    world.orphan(log(10, 0, 0, 7));
    world.settle();
    assertEquals(0, world.held(1));
    world.happen(log(12, 3, 1, 7), staked(100));
    assertEquals(60, world.held(1));
    assertSettled(world.process(), "mined again");
  }

  @Test
  void shouldTakeAVoteThatWasCastBeforeTheUnStakeWasSeen() {
    world.happen(log(10, 0), staked(100));
    world.vote(1, 60);
    long cast = world.clock.millis();
    world.happen(log(20, 0), unStaked(100));
    assertEquals(cast, unVotes(1).get(0).integer("timestamp"));
    assertEquals(11, unVotes(1).get(0).integer("blockNumber"));
    assertSettled(world.process(), "after the un-stake");
  }

  @Test
  void shouldBeCompleteForAUserOfMoreThanAThousandCollections() {
    world.happen(log(10, 0), staked(5_000));
    int collections = 1_100;
    for (int i = 0; i < collections; i++) {
      world.vote(i, 2);
    }
    MeteredStore store = new MeteredStore(world.process());
    world.listen(log(60, 0), unStaked(5_000 - collections));
    world.settle(store);
    assertTrue(store.usage().commits() <= 6, "commits: " + store.usage());
    for (int i = 0; i < collections; i++) {
      assertEquals(1, world.held(i));
    }
    assertSettled(world.process(), "after the un-stake");
  }

  @Test
  void shouldNotReadTheVotesWhenAStakeCannotTouchThem() {
    world.happen(log(10, 0), staked(100));
    for (int i = 0; i < 50; i++) {
      world.vote(i, 2);
    }
    world.listen(log(60, 0), staked(1));
    MeteredStore store = new MeteredStore(world.process());
    world.settle(store);
    assertEquals(101, world.staker().integer("stakePower"));
    assertEquals(3, store.usage().reads());
    assertEquals(1, store.usage().commits());
    assertSettled(world.process(), "after the stake");
  }

  @Test
  void shouldLetAFailingUserHoldNobodyBack() {
    world.listen(log(10, 0), staked(100));
    ChainLog other = log(11, 0);
    world.listen(
        other, new Staked(StakeFacts.address(1), StakeFacts.tokens(5), StakeDuration.NONE));
    var path = Paths.stakingEvent(CHAIN, CONTRACT.address(), other.id().toString());
    world
        .process()
        .commit(
            List.of(
                new Write.Update(path, Fields.builder().put("amountWei", "much").build(), null)));
    StakeBook.Result result = world.book(world.process()).settlePending(CHAIN, CONTRACT, 1);
    assertEquals(1, result.settled());
    assertEquals(1, result.failures().size());
    assertTrue(result.failures().values().iterator().next().contains("amountWei 'much'"));
    assertEquals(100, world.staker().integer("stakePower"));
  }

  @Test
  void shouldLeaveVoteEventsOfOtherOriginAlone() {
    world.happen(log(10, 0), staked(100));
    world.vote(1, 60);
    new Ledger(world.process(), collection(2))
        .append(List.of(Facts.vote(1, StakeFacts.USER, 1_000)), 0);
    world.happen(log(60, 0), unStaked(50));
    assertEquals(50, world.held(1));
    assertEquals(List.of(), unVotes(2));
  }
}
