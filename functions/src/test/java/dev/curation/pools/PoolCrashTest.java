package dev.curation.pools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.World;
import dev.curation.pools.PoolScene.Deed;
import dev.curation.simulation.ProcessKilled;
import dev.curation.staking.StakerBusyException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills, lost answers, outages and others at the same documents, at everything that is asked. */
class PoolCrashTest {
  private static final List<LongFunction<Mishap>> MISHAPS =
      List.of(
          Mishap::killedBefore,
          Mishap::killedAfter,
          Mishap::lostAnswer,
          Mishap::clash,
          Mishap::outage);

  /** All that facts decide, without the names of commits, and of events, which are all new. */
  private static Map<String, Map<String, Object>> facts(PoolWorld world) {
    Map<String, Map<String, Object>> facts = new TreeMap<>();
    world
        .facts()
        .forEach(
            (path, fields) -> {
              Map<String, Object> kept = new TreeMap<>(fields);
              kept.remove("commit");
              if (!path.contains("curationLedger")) {
                facts.put(path, kept);
              }
            });
    return facts;
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoEachRequestOnceWhateverGoesWrong(Deed deed) {
    PoolWorld clean = PoolScene.world();
    Map<String, Map<String, Object>> before = facts(clean);
    Object answer = deed.on(clean, clean.process());
    Map<String, Map<String, Object>> expected = facts(clean);
    assertNotEquals(before, expected);
    for (LongFunction<Mishap> mishaps : MISHAPS) {
      boolean reached = true;
      for (int n = 1; reached; n++) {
        PoolWorld world = PoolScene.world();
        Mishap mishap = mishaps.apply(n);
        tryTo(() -> deed.on(world, world.process(mishap)));
        assertEquals(answer, deed.on(world, world.process()), deed + " at " + n);
        World.assertSame(expected, facts(world), deed + " at " + n);
        world.sums();
        reached = mishap.happened;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoEachRequestOnceWhenItComesTwiceAtOnce(Deed deed) {
    PoolWorld clean = PoolScene.world();
    Object answer = deed.on(clean, clean.process());
    Map<String, Map<String, Object>> expected = facts(clean);
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PoolWorld world = PoolScene.world();
      Mishap mishap = Mishap.before(n, () -> assertEquals(answer, deed.on(world, world.process())));
      assertEquals(answer, deed.on(world, world.process(mishap)), deed + " at " + n);
      World.assertSame(expected, facts(world), deed + " at " + n);
      world.sums();
      reached = mishap.happened;
    }
  }

  private static void tryTo(Runnable work) {
    try {
      work.run();
    } catch (StoreException | PoolBusyException | StakerBusyException e) {
      // Whoever asked asks again.
    } catch (ProcessKilled e) {
      // Another instance is asked.
    }
  }

  @Test
  void shouldAdvanceAsInACleanRunWhateverGoesWrong() {
    PoolWorld clean = PoolScene.behind();
    PoolAdvance.Report report = clean.advance();
    assertEquals(List.of(4, 0, 1), List.of(report.changes(), report.refused(), report.trimmed()));
    Map<String, Map<String, Object>> expected = facts(clean);
    for (LongFunction<Mishap> mishaps : MISHAPS) {
      int asked = 0;
      boolean reached = true;
      for (int n = 1; reached; n++) {
        PoolWorld world = PoolScene.behind();
        Mishap mishap = mishaps.apply(n);
        tryTo(() -> world.advance(world.process(mishap)));
        world.advance();
        World.assertSame(expected, facts(world), "at " + n);
        world.sums();
        reached = mishap.happened;
        asked = n;
      }
      assertTrue(asked > 30, "a run asks for more than " + asked);
    }
  }

  @Test
  void shouldAdvanceAsInACleanRunWhenAnotherRunComesInBetween() {
    PoolWorld clean = PoolScene.behind();
    clean.advance();
    Map<String, Map<String, Object>> expected = facts(clean);
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PoolWorld world = PoolScene.behind();
      Mishap mishap = Mishap.before(n, world::advance);
      world.advance(world.process(mishap));
      World.assertSame(expected, facts(world), "at " + n);
      world.sums();
      reached = mishap.happened;
    }
  }

  /** The one that comes later knows more hours than the one that it overtakes, or is overtaken. */
  @Test
  void shouldShareEachHourAmongThoseOfItWhenARunOvertakesAnOlderOne() {
    PoolWorld clean = PoolScene.behindWithStake();
    goOn(clean);
    clean.advance();
    Map<String, BigInteger> expected = atLast(clean);
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PoolWorld overtaken = PoolScene.behindWithStake();
      Mishap mishap =
          Mishap.before(
              n,
              () -> {
                goOn(overtaken);
                overtaken.advance();
              });
      overtaken.advance(overtaken.process(mishap));
      if (!mishap.happened) {
        goOn(overtaken);
      }
      assertClose(expected, atLast(overtaken), "overtaken at " + n);
      reached = mishap.happened;
    }
  }

  @Test
  void shouldShareEachHourAmongThoseOfItWhenARunThatKnowsLessComesFirst() {
    PoolWorld clean = PoolScene.behindWithStake();
    goOn(clean);
    clean.advance();
    Map<String, BigInteger> expected = atLast(clean);
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PoolWorld world = PoolScene.behindWithStake();
      Store early = world.process();
      java.time.Instant then = world.now;
      goOn(world);
      Mishap mishap =
          Mishap.before(
              n,
              () -> {
                java.time.Instant now = world.now;
                world.now = then;
                world.advance(early);
                world.now = now;
              });
      world.advance(world.process(mishap));
      assertClose(expected, atLast(world), "at " + n);
      reached = mishap.happened;
    }
  }

  /** Two more hours with sales, between them a change of who shares them. */
  private static void goOn(PoolWorld world) {
    world.sale(640);
    world.now = world.now.plus(PoolScene.HOUR);
    world.delegate(PoolScene.CAROL, PoolScene.OPERATOR, 5);
    world.sale(320);
    world.seal(PoolScene.HOURS);
  }

  private static Map<String, BigInteger> atLast(PoolWorld world) {
    world.sale(1_280);
    world.pass(PoolScene.HOURS);
    world.pass(PoolScene.HOURS);
    Map<String, BigInteger> paid = PoolScene.everybodyWithdraws(world);
    world.sums();
    return paid;
  }

  /** A person's fraction of a wei may be here or there. */
  private static void assertClose(
      Map<String, BigInteger> expected, Map<String, BigInteger> actual, String message) {
    TreeSet<String> people = new TreeSet<>(expected.keySet());
    people.addAll(actual.keySet());
    for (String person : people) {
      BigInteger difference =
          expected
              .getOrDefault(person, BigInteger.ZERO)
              .subtract(actual.getOrDefault(person, BigInteger.ZERO));
      assertTrue(
          difference.abs().compareTo(BigInteger.ONE) <= 0,
          message + ": " + person + " of " + expected + " but " + actual);
    }
  }

  /** But for fees that come in: those who have votes share them when they do. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "FEE_BLOCK")
  void shouldComeToTheSameWhereverInARunARequestIsDone(Deed deed) {
    PoolWorld first = PoolScene.behind();
    tryTo(() -> unlessGone(deed, first));
    first.advance();
    Map<String, BigInteger> expected = atLast(first);
    boolean reached = true;
    for (int n = 1; reached; n += 2) {
      PoolWorld world = PoolScene.behind();
      Mishap mishap = Mishap.before(n, () -> unlessGone(deed, world));
      world.advance(world.process(mishap));
      if (!mishap.happened) {
        unlessGone(deed, world);
      }
      assertClose(expected, atLast(world), deed + " at " + n);
      reached = mishap.happened;
    }
  }

  private static void unlessGone(Deed deed, PoolWorld world) {
    try {
      deed.on(world, world.process());
    } catch (dev.curation.withdrawals.RefusedException e) {
      assertEquals(Deed.REMOVE_OPERATOR, deed, "only the idle operator is gone before");
    }
  }
}
