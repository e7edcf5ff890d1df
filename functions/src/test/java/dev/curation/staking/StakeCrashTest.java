package dev.curation.staking;

import static dev.curation.staking.SettledCheck.assertSettled;
import static dev.curation.staking.StakeFacts.OTHER;
import static dev.curation.staking.StakeFacts.USER;
import static dev.curation.staking.StakeFacts.delegated;
import static dev.curation.staking.StakeFacts.log;
import static dev.curation.staking.StakeFacts.staked;
import static dev.curation.staking.StakeFacts.unStaked;
import static dev.curation.staking.StakeFacts.undelegated;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import dev.curation.voting.StakeWorld;
import dev.curation.voting.VoteMessage.Action;
import dev.curation.voting.VoteRefusedException;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills, lost answers, two processes at once and racing votes at every single operation. */
class StakeCrashTest {
  /** More than fit into one commit. */
  private static final int COLLECTIONS = 210;

  private static final StakeWorld VOTED = voted();

  private static StakeWorld voted() {
    StakeWorld world = new StakeWorld();
    world.happen(log(10, 0), staked(2L * COLLECTIONS));
    for (int i = 0; i < COLLECTIONS; i++) {
      world.vote(i, 2);
    }
    return world;
  }

  /** What is to be settled. */
  enum Change {
    UN_STAKE,
    UN_STAKE_TAKEN_BACK,
    OLDER_UN_STAKE,
    DELEGATED,
    DELEGATION_TAKEN_BACK,
    DELEGATION_LOST;

    StakeWorld world() {
      StakeWorld world = VOTED.copy();
      switch (this) {
        case UN_STAKE -> world.listen(log(60, 0), unStaked(300));
        case UN_STAKE_TAKEN_BACK -> {
          world.happen(log(60, 0), unStaked(300));
          world.orphan(log(60, 0));
        }
        case OLDER_UN_STAKE -> world.listen(log(5, 0), unStaked(1));
        case DELEGATED -> world.listen(log(60, 0), delegated(USER, OTHER, 300));
        case DELEGATION_TAKEN_BACK -> {
          world.happen(log(60, 0), delegated(USER, OTHER, 300));
          world.orphan(log(60, 0));
        }
        case DELEGATION_LOST -> {
          world.happen(log(55, 0), delegated(OTHER, USER, 300));
          world.vote(1, 300);
          world.listen(log(60, 0), undelegated(OTHER, USER, 300));
        }
      }
      return world;
    }

    Map<String, Fields> cleanRun() {
      StakeWorld world = world();
      world.settle();
      world.settleAll();
      assertSettled(world.process(), "clean run");
      return world.facts();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEqualACleanRunWhenKilledAnywhere(Change change) {
    Map<String, Fields> expected = change.cleanRun();
    kill(change, expected, Faults::killBefore);
    kill(change, expected, Faults::killAfter);
  }

  private static void kill(Change change, Map<String, Fields> expected, IntFunction<Faults> kill) {
    boolean killed = true;
    for (int n = 1; killed; n++) {
      StakeWorld world = change.world();
      killed = false;
      try {
        world.settle(world.process(kill.apply(n)));
      } catch (ProcessKilled e) {
        killed = true;
      }
      world.settleAll();
      assertEquals(expected, world.facts(), change + " killed at " + n);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEqualACleanRunWhenAnyAnswerIsLost(Change change) {
    Map<String, Fields> expected = change.cleanRun();
    for (int n = 1; n < 8; n++) {
      StakeWorld world = change.world();
      try {
        world.settle(world.process(new Meanwhile(n, true, () -> lose())));
      } catch (StoreException.Unavailable e) {
        world.settle();
      }
      world.settleAll();
      assertEquals(expected, world.facts(), change + " lost answer " + n);
    }
  }

  private static void lose() {
    throw new StoreException.Unavailable("answer lost", null);
  }

  @ParameterizedTest
  @EnumSource
  void shouldEqualACleanRunWhenTwoProcessesAreAtIt(Change change) {
    Map<String, Fields> expected = change.cleanRun();
    boolean reached = true;
    for (int n = 1; reached; n++) {
      StakeWorld world = change.world();
      Meanwhile other = new Meanwhile(n, false, world::settle);
      world.settle(world.process(other));
      world.settleAll();
      assertEquals(expected, world.facts(), change + " at operation " + n);
      reached = other.done;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldLeaveNoVoteWithoutBackingWhenAVoteRacesIt(Change change) {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      StakeWorld world = change.world();
      Meanwhile votes =
          new Meanwhile(
              n,
              false,
              () -> {
                tryTo(world, Action.UNVOTE, 1, 2);
                tryTo(world, Action.VOTE, COLLECTIONS + 1, 1);
                tryTo(world, Action.VOTE, 0, 1);
              });
      world.settle(world.process(votes));
      assertSettled(world.process(), change + " at operation " + n);
      reached = votes.done;
    }
  }

  private static void tryTo(StakeWorld world, Action action, int collection, long votes) {
    try {
      var unused = world.cast(world.process(), action, collection, votes);
    } catch (VoteRefusedException e) {
      // Not enough power: as good.
    }
  }

  @Test
  void shouldEqualACleanRunWhenAVoteIsKilledOrItsAnswerIsLost() {
    for (int n = 1; n < 5; n++) {
      StakeWorld world = new StakeWorld();
      world.happen(log(10, 0), staked(100));
      Meanwhile lost = new Meanwhile(n, true, () -> lose());
      try {
        assertEquals(60, world.cast(world.process(lost), Action.VOTE, 1, 60).votes());
      } catch (StoreException.Unavailable e) {
        assertTrue(n == 1, "only the first reading is not repeated: " + n);
        continue;
      }
      assertEquals(60, world.held(1));
      assertSettled(world.process(), "lost answer " + n);
    }
  }

  /** Does something once, before or after the n-th operation. */
  private static final class Meanwhile implements Faults {
    private final long at;
    private final boolean after;
    private final Runnable action;
    private boolean done;

    private Meanwhile(long at, boolean after, Runnable action) {
      this.at = at;
      this.after = after;
      this.action = action;
    }

    @Override
    public void beforeOperation(Operation operation) {
      run(!after, operation);
    }

    @Override
    public void afterOperation(Operation operation) {
      run(after, operation);
    }

    private void run(boolean now, Operation operation) {
      if (now && operation.sequence() == at) {
        done = true;
        action.run();
      }
    }
  }
}
