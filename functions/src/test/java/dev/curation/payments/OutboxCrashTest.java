package dev.curation.payments;

import static dev.curation.payments.PaymentWorld.TOKEN;
import static dev.curation.payments.PaymentWorld.transfer;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.StoreException;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills, lost answers, and two processes at once, at everything a run asks for. */
class OutboxCrashTest {
  private static final Wei HIGH = Wei.of(1_000);

  /** Where a run begins. */
  enum Situation {
    ALL_DUE,
    SENT_AND_DUE,
    FORGOTTEN_BY_THE_NODES,
    MINED,
    FINAL,
    TAKEN_BACK,
    TOO_CHEAP,
    REVERTED;

    PaymentWorld world() {
      PaymentWorld world = PaymentWorld.rich();
      world.owe("a", transfer(1, Denom.NATIVE, 100), transfer(1, TOKEN, 7));
      if (this == ALL_DUE) {
        world.owe("b", transfer(2, Denom.NATIVE, 50));
        return world;
      }
      if (this == REVERTED) {
        world.chain.reverting.add(TOKEN);
      }
      world.run();
      world.owe("b", transfer(2, Denom.NATIVE, 50));
      switch (this) {
        case ALL_DUE, SENT_AND_DUE -> {}
        case FORGOTTEN_BY_THE_NODES -> world.chain.forgetPool();
        case MINED -> world.chain.mine(1 + PaymentWorld.CONFIRMATIONS);
        case FINAL -> world.chain.mine(1 + PaymentWorld.FINALITY);
        case TAKEN_BACK -> {
          world.chain.mine(1 + PaymentWorld.CONFIRMATIONS);
          world.run();
          world.chain.reorganise(1 + PaymentWorld.CONFIRMATIONS);
        }
        case TOO_CHEAP -> {
          world.chain.market = new Market(HIGH, HIGH);
          world.pass(Duration.ofMinutes(6));
        }
        case REVERTED -> {
          world.chain.mine(1 + PaymentWorld.FINALITY);
          world.chain.reverting.clear();
        }
      }
      return world;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPayOnceWhenKilledAnywhere(Situation situation) {
    everywhere(situation, n -> Mishap.before(n, OutboxCrashTest::die));
    everywhere(situation, n -> Mishap.after(n, OutboxCrashTest::die));
  }

  @ParameterizedTest
  @EnumSource
  void shouldPayOnceWhenAnyAnswerOfTheDatabaseOrTheNodeIsLost(Situation situation) {
    everywhere(situation, n -> Mishap.before(n, () -> unavailable("not asked")));
    everywhere(situation, n -> Mishap.after(n, () -> unavailable("answer lost")));
    everywhere(situation, n -> Mishap.after(n, OutboxCrashTest::clash));
    everywhere(situation, n -> Mishap.after(n, OutboxCrashTest::refuse));
  }

  private static void everywhere(Situation situation, LongFunction<Mishap> mishaps) {
    boolean reached = true;
    int asked = 0;
    for (int n = 1; reached; n++) {
      PaymentWorld world = situation.world();
      Mishap mishap = mishaps.apply(n);
      tryTo(world, mishap);
      world.settle();
      world.assertPaid(situation + " at " + n);
      reached = mishap.happened;
      asked = n;
    }
    assertTrue(asked > 5, "a run asks for more");
  }

  @ParameterizedTest
  @EnumSource
  void shouldPayOnceWhenAnotherRunComesInBetweenAnywhere(Situation situation) {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PaymentWorld world = situation.world();
      Mishap mishap = Mishap.before(n, world::run);
      tryTo(world, mishap);
      world.settle();
      world.assertPaid(situation + " at " + n);
      reached = mishap.happened;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPayOnceWhenTheNextRunComesWhileThisOneDiesSlowly(Situation situation) {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PaymentWorld world = situation.world();
      Mishap mishap =
          Mishap.after(
              n,
              () -> {
                world.run();
                world.chain.mine(1);
                world.run();
              });
      tryTo(world, mishap);
      world.settle();
      world.assertPaid(situation + " at " + n);
      reached = mishap.happened;
    }
  }

  @Test
  void shouldPayOnceWhateverComesTogether() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      PaymentWorld world = PaymentWorld.rich();
      for (int step = 0; step < 60; step++) {
        switch (random.nextInt(9)) {
          case 0 -> world.owe("p" + step, owed(random, step));
          case 1, 2, 3 -> tryTo(world, mishap(world, random));
          case 4 -> world.chain.mine(1 + random.nextInt(3));
          case 5 -> world.chain.forgetPool();
          case 6 -> world.chain.reorganise(1 + random.nextInt(PaymentWorld.FINALITY - 1));
          case 7 -> world.pass(Duration.ofSeconds(random.nextInt(900)));
          default -> toggle(world, random);
        }
      }
      world.chain.reverting.clear();
      for (int day = 0; day < 2; day++) {
        world.settle();
        world.pass(Duration.ofDays(1));
      }
      world.settle();
      if (world.store().get(Paths.treasury(PaymentWorld.CHAIN)).isPresent()) {
        world.assertPaid("seed " + seed);
      }
    }
  }

  private static Transfer[] owed(Random random, int step) {
    return random.nextBoolean()
        ? new Transfer[] {transfer(step + 1, Denom.NATIVE, 1 + random.nextInt(1000))}
        : new Transfer[] {
          transfer(step + 1, Denom.NATIVE, 1 + random.nextInt(1000)),
          transfer(step + 1, TOKEN, 1 + random.nextInt(1000))
        };
  }

  private static Mishap mishap(PaymentWorld world, Random random) {
    int n = 1 + random.nextInt(25);
    return switch (random.nextInt(6)) {
      case 0 -> Mishap.before(n, OutboxCrashTest::die);
      case 1 -> Mishap.after(n, OutboxCrashTest::die);
      case 2 -> Mishap.after(n, () -> unavailable("answer lost"));
      case 3 -> Mishap.before(n, () -> tryTo(world, mishap(world, random)));
      case 4 -> Mishap.after(n, () -> world.chain.mine(1));
      default -> Mishap.none();
    };
  }

  private static void toggle(PaymentWorld world, Random random) {
    if (random.nextBoolean()) {
      if (!world.chain.reverting.remove(TOKEN)) {
        world.chain.reverting.add(TOKEN);
      }
    } else {
      Wei price = Wei.of(1 + random.nextInt(100));
      world.chain.market = new Market(price, price);
    }
  }

  private static void tryTo(PaymentWorld world, Mishap mishap) {
    try {
      var unused = world.run(mishap);
    } catch (StoreException | NodeException e) {
      // The scheduler calls again.
    } catch (ProcessKilled e) {
      // Another instance is called next.
    }
  }

  private static void die() {
    throw new ProcessKilled("killed");
  }

  private static void unavailable(String why) {
    throw new StoreException.Unavailable(why, null);
  }

  private static void clash() {
    throw new StoreException.PreconditionFailed("answer lost, asked again", null);
  }

  private static void refuse() {
    throw new NodeException.Refused("in words of its own");
  }
}
