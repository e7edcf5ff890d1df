package dev.curation.staking;

import static dev.curation.staking.SettledCheck.assertSettled;
import static dev.curation.staking.StakeFacts.log;
import static dev.curation.staking.StakeFacts.rageQuit;
import static dev.curation.staking.StakeFacts.staked;
import static dev.curation.staking.StakeFacts.unStaked;

import dev.curation.chain.ChainLog;
import dev.curation.decoding.StakingEvent;
import dev.curation.simulation.Faults;
import dev.curation.simulation.ProcessKilled;
import dev.curation.voting.StakeWorld;
import dev.curation.voting.VoteMessage.Action;
import dev.curation.voting.VoteRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Random histories: stakes become known in any order, twice or not at all, are reorganised and
 * mined again, votes come in between, processes are killed. What is stored follows from the facts.
 */
class RandomStakesTest {
  private final StakeWorld world = new StakeWorld();
  private final List<ChainLog> logs = new ArrayList<>();

  @RepeatedTest(150)
  void shouldFollowFromTheFactsWhateverHappens(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int i = 0; i < 40; i++) {
      step(random);
      if (random.nextInt(8) == 0) {
        world.settle();
        if (!logs.isEmpty()) {
          assertSettled(world.process(), "step " + i);
        }
      }
    }
    world.settle();
  }

  private void step(Random random) {
    world.now = world.now.plus(Duration.ofSeconds(random.nextInt(60)));
    switch (random.nextInt(6)) {
      case 0, 1 -> stake(random);
      case 2 -> reorganise(random);
      case 3, 4 -> vote(random);
      default -> settleAndPerhapsDie(random);
    }
  }

  private void stake(Random random) {
    int block = 10 + random.nextInt(60);
    // Few transactions, so that some are mined in several places.
    ChainLog log = log(block, random.nextInt(2), random.nextInt(2), random.nextInt(30));
    if (random.nextInt(3) == 0) {
      world.powers.put(log.id().block(), random.nextLong(100));
    }
    StakingEvent event =
        switch (random.nextInt(5)) {
          case 0 -> rageQuit();
          case 1, 2 -> unStaked(random.nextInt(60));
          default -> staked(random.nextInt(60));
        };
    if (logs.stream().noneMatch(known -> known.id().equals(log.id()))) {
      logs.add(log);
    }
    world.listen(log, event);
  }

  private void reorganise(Random random) {
    if (!logs.isEmpty()) {
      ChainLog log = logs.get(random.nextInt(logs.size()));
      if (random.nextInt(3) > 0) {
        world.orphan(log);
      } else {
        world.restore(log);
      }
    }
  }

  private void vote(Random random) {
    try {
      Action action = random.nextInt(3) == 0 ? Action.UNVOTE : Action.VOTE;
      var unused = world.cast(world.process(), action, random.nextInt(4), random.nextLong(1, 40));
    } catch (VoteRefusedException e) {
      // Not enough power.
    }
  }

  private void settleAndPerhapsDie(Random random) {
    try {
      world.settle(world.process(Faults.killBefore(1 + random.nextInt(3))));
    } catch (ProcessKilled e) {
      // The next one goes on.
    }
  }
}
