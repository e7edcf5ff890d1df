package dev.curation.staking;

import static dev.curation.staking.SettledCheck.assertSettled;
import static dev.curation.staking.StakeFacts.CHAIN;
import static dev.curation.staking.StakeFacts.OTHER;
import static dev.curation.staking.StakeFacts.USER;
import static dev.curation.staking.StakeFacts.delegated;
import static dev.curation.staking.StakeFacts.log;
import static dev.curation.staking.StakeFacts.staked;
import static dev.curation.staking.StakeFacts.time;
import static dev.curation.staking.StakeFacts.undelegated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.delegations.ChangeEntry;
import dev.curation.delegations.ChangePlace;
import dev.curation.delegations.Changes;
import dev.curation.delegations.DelegationChange;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.voting.StakeWorld;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stake that is delegated on chain: whose votes it backs, and what the pool is told of it. */
class DelegatedStakeTest {
  private static final ChainLog STAKE = log(10, 0);
  private static final ChainLog GIVEN = log(60, 4);
  private static final ChainLog BACK = log(70, 1);

  private final StakeWorld world = new StakeWorld();

  private List<ChangeEntry> changes() {
    return world.process().query(Query.inGroup(Paths.DELEGATION_CHANGES)).stream()
        .map(Changes::decode)
        .toList();
  }

  private ChangeEntry change() {
    assertEquals(1, changes().size());
    return changes().getFirst();
  }

  private long power(Address user) {
    return world.staker(user).integer("stakePower");
  }

  @Test
  void shouldMoveThePowerFromTheDelegatorToTheOperatorAndBack() {
    world.happen(STAKE, staked(100));
    world.happen(GIVEN, delegated(USER, OTHER, 30));
    assertEquals(70, power(USER));
    assertEquals(30, power(OTHER));
    world.happen(BACK, undelegated(USER, OTHER, 20));
    assertEquals(90, power(USER));
    assertEquals(10, power(OTHER));
  }

  @Test
  void shouldTakeThePowersThatTheContractTells() {
    world.powers.put(GIVEN.id().block(), 44L);
    world.happen(GIVEN, delegated(USER, OTHER, 30));
    assertEquals(44, power(USER));
    assertEquals(44, power(OTHER));
    assertEquals("contract", world.event(GIVEN).string("stakePowerSource"));
  }

  @Test
  void shouldTakeTheVotesThatADelegationLeavesWithoutBacking() {
    world.happen(STAKE, staked(100));
    world.vote(1, 60);
    world.vote(2, 30);
    world.happen(GIVEN, delegated(USER, OTHER, 55));
    assertEquals(30, world.held(1));
    assertEquals(15, world.held(2));
    assertSettled(world.process(), "after the delegation");
    world.happen(BACK, undelegated(USER, OTHER, 55));
    assertEquals(30, world.held(1), "votes that were taken do not come back");
  }

  @Test
  void shouldTakeTheVotesOfAnOperatorWhoLosesDelegatedStake() {
    world.happen(STAKE, staked(OTHER, 100));
    world.happen(log(11, 0), delegated(OTHER, USER, 80));
    world.vote(1, 50);
    world.happen(BACK, undelegated(OTHER, USER, 60));
    assertEquals(20, world.held(1));
    StoredDocument unVote =
        world.process().query(Queries.voteEvents(USER)).stream()
            .filter(event -> event.fields().has("unStakeLog"))
            .findFirst()
            .orElseThrow();
    assertEquals(30, unVote.fields().integer("votes"));
    assertEquals(time(70), unVote.fields().integer("timestamp"));
    String cause = BACK.id() + ":operator";
    assertEquals(cause, unVote.fields().string("unStakeLog"));
    // The delegator may lose as many votes there at the same log: that is another event.
    assertTrue(unVote.path().id().startsWith(cause + ":"), unVote.path().id());
    assertSettled(world.process(), "after the delegator took it back");
    world.orphan(BACK);
    world.settleAll();
    assertEquals(50, world.held(1));
    assertSettled(world.process(), "after the reorganisation");
  }

  @Test
  void shouldKnowOfAnOperatorsStakeWhateverBecomesKnownFirst() {
    world.happen(BACK, undelegated(USER, OTHER, 20));
    world.happen(GIVEN, delegated(USER, OTHER, 30));
    world.happen(STAKE, staked(100));
    assertEquals(90, power(USER));
    assertEquals(10, power(OTHER));
    assertEquals(2, changes().size());
  }

  @Test
  void shouldTellThePoolOfTheDelegationOnce() {
    world.happen(STAKE, staked(100));
    world.happen(GIVEN, delegated(USER, OTHER, 30));
    ChangeEntry before = change();
    assertEquals(new ChangePlace(time(60), 60, 4, GIVEN.id().toString()), before.place());
    BigInteger thirty = BigInteger.valueOf(30);
    assertEquals(new DelegationChange.Delegate(USER, OTHER, thirty), before.change());
    assertFalse(before.isDeleted() || before.isApplied() || before.wasApplied());
    world.happen(GIVEN, delegated(USER, OTHER, 30));
    assertEquals(before, change());
  }

  @Test
  void shouldTellThePoolOfStakeThatIsTakenBack() {
    world.happen(BACK, undelegated(USER, OTHER, 20));
    assertEquals(
        new DelegationChange.Undelegate(USER, OTHER, BigInteger.valueOf(20)), change().change());
  }

  @Test
  void shouldTellThePoolOfReorganisationsAlsoAfterItHasAppliedTheChange() {
    world.happen(STAKE, staked(100));
    world.happen(GIVEN, delegated(USER, OTHER, 30));
    world.process().commit(List.of(Changes.applied(change(), null, 0)));
    world.orphan(GIVEN);
    world.settleAll();
    assertTrue(change().isDeleted() && !change().isApplied() && change().wasApplied());
    assertEquals(100, power(USER));
    assertEquals(0, power(OTHER));
    world.restore(GIVEN);
    world.settleAll();
    assertTrue(!change().isDeleted() && !change().isApplied() && change().wasApplied());
    assertEquals(70, power(USER));
    assertEquals(30, power(OTHER));
  }

  @Test
  void shouldNotTellThePoolOfADelegationThatWasGoneBeforeItWasSettled() {
    world.listen(GIVEN, delegated(USER, OTHER, 30));
    world.orphan(GIVEN);
    world.settleAll();
    assertEquals(List.of(), changes());
    world.restore(GIVEN);
    world.settleAll();
    assertFalse(change().isDeleted());
  }

  @Test
  void shouldPutRightThePlaceOfAChangeWhoseFactIsCorrected() {
    world.happen(GIVEN, delegated(USER, OTHER, 30));
    StoredDocument fact =
        world
            .process()
            .get(Paths.stakingEvent(CHAIN, StakeFacts.CONTRACT.address(), GIVEN.id().toString()))
            .orElseThrow();
    Fields corrected = Fields.builder().put("timestamp", time(61)).put("isApplied", false).build();
    world.process().commit(List.of(new Write.Update(fact.path(), corrected, fact.updateTime())));
    world.settleAll();
    assertEquals(new ChangePlace(time(61), 60, 4, GIVEN.id().toString()), change().place());
    assertEquals(change().place().text(), change().document().fields().string("place"));
  }

  @Test
  void shouldNotCountDelegatedVotesAmongThoseThatATokenGives() {
    world.happen(STAKE, staked(100));
    world.happen(log(11, 0), delegated(OTHER, USER, 500));
    world.vote(1, 550);
    Fields vote = world.process().query(Queries.voteEvents(USER)).getFirst().fields();
    assertEquals("1", vote.string("votesPerToken"));
    world.happen(log(51, 0), delegated(USER, OTHER, 40));
    assertEquals(460, world.staker(USER).integer("delegatedVotes"));
    assertEquals(560, power(USER));
  }
}
