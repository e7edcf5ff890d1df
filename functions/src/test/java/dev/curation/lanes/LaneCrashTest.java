package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.World;
import dev.curation.lanes.LaneScene.Deed;
import dev.curation.messaging.MessagingException;
import dev.curation.pools.Mishap;
import dev.curation.pools.PoolBusyException;
import dev.curation.simulation.Faults;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills, lost answers, outages and others at the same documents, at everything that is asked. */
class LaneCrashTest {
  private static final List<LongFunction<Mishap>> MISHAPS =
      List.of(
          Mishap::killedBefore,
          Mishap::killedAfter,
          Mishap::lostAnswer,
          Mishap::clash,
          Mishap::outage);

  /** Of which database's process something goes wrong. */
  private enum Side {
    ACCRUAL,
    PAYOUT
  }

  private static @Nullable Object doneWith(Deed deed, LaneWorld world, Side side, Faults faults) {
    return deed.on(
        world,
        world.accrual.process(side == Side.ACCRUAL ? faults : Faults.NONE),
        world.payoutProcess(side == Side.PAYOUT ? faults : Faults.NONE));
  }

  private static @Nullable Object done(Deed deed, LaneWorld world) {
    return doneWith(deed, world, Side.ACCRUAL, Faults.NONE);
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoEachThingOnceWhateverGoesWrong(Deed deed) {
    LaneWorld scene = deed.scene();
    LaneWorld clean = scene.copy();
    Map<String, Map<String, Object>> before = LaneScene.facts(clean);
    Object answer = done(deed, clean);
    Map<String, Map<String, Object>> expected = LaneScene.facts(clean);
    assertNotEquals(before, expected);
    for (Side side : Side.values()) {
      for (LongFunction<Mishap> mishaps : MISHAPS) {
        boolean reached = true;
        for (int n = 1; reached; n++) {
          LaneWorld world = scene.copy();
          Mishap mishap = mishaps.apply(n);
          tryTo(() -> doneWith(deed, world, side, mishap));
          String where = deed + " at " + n + " of " + side;
          assertEquals(answer, done(deed, world), where);
          World.assertSame(expected, LaneScene.facts(world), where);
          LaneBooks.of(world).check();
          reached = mishap.happened;
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoEachThingOnceWhenItIsDoneTwiceAtOnce(Deed deed) {
    LaneWorld scene = deed.scene();
    LaneWorld clean = scene.copy();
    Object answer = done(deed, clean);
    Map<String, Map<String, Object>> expected = LaneScene.facts(clean);
    for (Side side : Side.values()) {
      boolean reached = true;
      for (int n = 1; reached; n++) {
        LaneWorld world = scene.copy();
        String where = deed + " at " + n + " of " + side;
        Mishap mishap = Mishap.before(n, () -> assertEquals(answer, done(deed, world), where));
        assertEquals(answer, doneWith(deed, world, side, mishap), where);
        World.assertSame(expected, LaneScene.facts(world), where);
        LaneBooks.of(world).check();
        reached = mishap.happened;
      }
    }
  }

  private static void tryTo(Runnable work) {
    try {
      work.run();
    } catch (StoreException | PoolBusyException | MessagingException e) {
      // Whoever asked asks again; what was delivered is delivered again.
    } catch (ProcessKilled e) {
      // Another instance is asked.
    }
  }

  @Test
  void shouldPublishEverythingWhateverGoesWrongWithTheChannel() {
    LaneWorld scene = LaneScene.earned();
    LaneWorld clean = scene.copy();
    var unusedReport = clean.transmit();
    clean.deliverAll();
    Map<String, Map<String, Object>> expected = LaneScene.facts(clean);
    for (int n = 1; n <= 2; n++) {
      for (boolean isBefore : List.of(true, false)) {
        for (boolean isKill : List.of(true, false)) {
          LaneWorld world = scene.copy();
          int[] publications = {0};
          int at = n;
          Runnable failing =
              () -> {
                if (++publications[0] == at) {
                  if (isKill) {
                    throw new ProcessKilled("killed");
                  }
                  throw new MessagingException("not taken", null);
                }
              };
          if (isBefore) {
            world.beforePublishing = failing;
          } else {
            world.afterPublishing = failing;
          }
          tryTo(world::transmit);
          var unused = world.transmit();
          assertTrue(publications[0] > 2, "it was published again");
          world.deliverAll();
          World.assertSame(expected, LaneScene.facts(world), "publication " + n);
        }
      }
    }
  }

  /** Where both sides stand after everything was delivered, whoever was interrupted by whom. */
  @ParameterizedTest
  @EnumSource(names = {"TRANSMIT", "TRANSMIT_AGAIN", "WEIGHTS", "TOKENS", "INBOX_RUN", "CLOSE"})
  void shouldComeToTheSameWhereverTheOtherSideGoesOn(Deed deed) {
    LaneWorld scene = deed.scene();
    LaneWorld clean = scene.copy();
    var unusedCleanAnswer = done(deed, clean);
    settleAll(clean);
    Map<String, Map<String, Object>> expected = LaneScene.facts(clean);
    for (Side side : Side.values()) {
      boolean reached = true;
      for (int n = 1; reached; n++) {
        LaneWorld world = scene.copy();
        Mishap mishap = Mishap.before(n, () -> settleAll(world));
        var unusedAnswer = doneWith(deed, world, side, mishap);
        settleAll(world);
        World.assertSame(expected, LaneScene.facts(world), deed + " at " + n + " of " + side);
        LaneBooks.of(world).check();
        reached = mishap.happened;
      }
    }
  }

  /** Everything is delivered, twice and backwards, and both sides run. */
  private static void settleAll(LaneWorld world) {
    for (int round = 0; round < 2; round++) {
      List.copyOf(world.published).reversed().forEach(world::deliver);
      world.deliverAll();
      var unusedSettled = world.inbox(world.payoutProcess()).run(LaneWorld.LANE);
      var unusedConfirmed = world.transmit();
    }
  }
}
