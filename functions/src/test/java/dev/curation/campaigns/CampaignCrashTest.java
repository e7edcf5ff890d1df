package dev.curation.campaigns;

import static dev.curation.campaigns.CampaignHistory.HOUR;
import static dev.curation.campaigns.CampaignHistory.START;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.World;
import dev.curation.campaigns.CampaignScene.Deed;
import dev.curation.chain.Address;
import dev.curation.pools.Mishap;
import dev.curation.programs.ProgramRefusal;
import dev.curation.programs.ProgramRefusedException;
import dev.curation.programs.ProgramState;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills, lost answers, outages and others at the same documents, at everything that is asked. */
class CampaignCrashTest {
  private static final List<LongFunction<Mishap>> MISHAPS =
      List.of(
          Mishap::killedBefore,
          Mishap::killedAfter,
          Mishap::lostAnswer,
          Mishap::clash,
          Mishap::outage);

  /** What a run has before it. */
  enum Scene {
    BEHIND,
    CROWDED,
    EXPIRING;

    CampaignWorld made() {
      return switch (this) {
        case BEHIND -> CampaignScene.behind();
        case CROWDED -> CampaignScene.crowded();
        case EXPIRING -> CampaignScene.expiring();
      };
    }
  }

  /**
   * All that facts decide, without the names of commits, which are all new, and places in the feed.
   */
  private static Map<String, Map<String, Object>> facts(CampaignWorld world) {
    Map<String, Map<String, Object>> facts = new TreeMap<>();
    world
        .database
        .snapshot()
        .forEach(
            (path, fields) ->
                facts.put(
                    path.path(),
                    fields.without("commit").without("feedPage").without("feedEntry").values()));
    return facts;
  }

  private static void tryTo(Runnable work) {
    try {
      work.run();
    } catch (StoreException e) {
      // Whoever asked asks again.
    } catch (ProcessKilled e) {
      // Another instance is asked.
    }
  }

  private static void run(CampaignWorld world) {
    world.requireNoFailures(world.advance(world.process()).run(CampaignWorld.CHAIN));
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoEachThingOnceWhateverGoesWrong(Deed deed) {
    CampaignWorld scene = CampaignScene.world();
    CampaignWorld clean = scene.copy();
    Map<String, Map<String, Object>> before = facts(clean);
    Object answer = deed.on(clean, clean.process());
    Map<String, Map<String, Object>> expected = facts(clean);
    assertNotEquals(before, expected);
    for (LongFunction<Mishap> mishaps : MISHAPS) {
      boolean reached = true;
      for (int n = 1; reached; n++) {
        CampaignWorld world = scene.copy();
        Mishap mishap = mishaps.apply(n);
        tryTo(() -> deed.on(world, world.process(mishap)));
        assertEquals(answer, deed.on(world, world.process()), deed + " at " + n);
        World.assertSame(expected, facts(world), deed + " at " + n);
        world.requireBalanced(CampaignWorld.TOKEN);
        reached = mishap.happened;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoEachThingOnceWhenItIsAskedForTwiceAtOnce(Deed deed) {
    CampaignWorld scene = CampaignScene.world();
    CampaignWorld clean = scene.copy();
    Object answer = deed.on(clean, clean.process());
    Map<String, Map<String, Object>> expected = facts(clean);
    boolean reached = true;
    for (int n = 1; reached; n++) {
      CampaignWorld world = scene.copy();
      Mishap mishap = Mishap.before(n, () -> assertEquals(answer, deed.on(world, world.process())));
      assertEquals(answer, deed.on(world, world.process(mishap)), deed + " at " + n);
      World.assertSame(expected, facts(world), deed + " at " + n);
      world.requireBalanced(CampaignWorld.TOKEN);
      reached = mishap.happened;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAdvanceAsInACleanRunWhateverGoesWrong(Scene scenery) {
    CampaignWorld scene = scenery.made();
    CampaignWorld clean = scene.copy();
    run(clean);
    Map<String, Map<String, Object>> expected = facts(clean);
    assertNotEquals(facts(scene), expected);
    for (LongFunction<Mishap> mishaps : MISHAPS) {
      int asked = 0;
      boolean reached = true;
      for (int n = 1; reached; n++) {
        CampaignWorld world = scene.copy();
        Mishap mishap = mishaps.apply(n);
        tryTo(() -> world.advance(world.process(mishap)).run(CampaignWorld.CHAIN));
        world.requireBalanced(CampaignWorld.TOKEN);
        run(world);
        World.assertSame(expected, facts(world), scenery + " at " + n);
        reached = mishap.happened;
        asked = n;
      }
      assertTrue(asked > 15, "a run asks for more than " + asked);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAdvanceAsInACleanRunWhenAnotherRunComesInBetween(Scene scenery) {
    CampaignWorld scene = scenery.made();
    CampaignWorld clean = scene.copy();
    run(clean);
    Map<String, Map<String, Object>> expected = facts(clean);
    boolean reached = true;
    for (int n = 1; reached; n++) {
      CampaignWorld world = scene.copy();
      Mishap mishap = Mishap.before(n, () -> run(world));
      world.requireNoFailures(world.advance(world.process(mishap)).run(CampaignWorld.CHAIN));
      World.assertSame(expected, facts(world), scenery + " at " + n);
      world.requireBalanced(CampaignWorld.TOKEN);
      reached = mishap.happened;
    }
  }

  /** But for who is excluded or an owner: that counts for the events that follow. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EXCLUDE", "REGISTER_OWNER"})
  void shouldPayTheSameWhereverInARunSomethingIsAsked(Deed deed) {
    CampaignWorld scene = CampaignScene.behind();
    CampaignWorld first = scene.copy();
    deed.on(first, first.process());
    run(first);
    Map<String, BigInteger> expected = atLast(first);
    boolean reached = true;
    for (int n = 1; reached; n++) {
      CampaignWorld world = scene.copy();
      Mishap mishap = Mishap.before(n, () -> unlessOver(deed, world, world.process()));
      world.requireNoFailures(world.advance(world.process(mishap)).run(CampaignWorld.CHAIN));
      if (!mishap.happened) {
        unlessOver(deed, world, world.process());
      }
      world.requireBalanced(CampaignWorld.TOKEN);
      assertEquals(expected, atLast(world), deed + " at " + n);
      reached = mishap.happened;
    }
  }

  /** Nobody ends what is known to be over already. */
  private static void unlessOver(Deed deed, CampaignWorld world, Store store) {
    try {
      deed.on(world, store);
    } catch (ProgramRefusedException e) {
      assertEquals(ProgramRefusal.INCORRECT_STATE, e.refusal(), deed.name());
    }
  }

  /** The other way round: whatever a request has read may change under it. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"EXCLUDE", "REGISTER_OWNER"})
  void shouldPayTheSameWhereverInARequestARunComesInBetween(Deed deed) {
    CampaignWorld scene = CampaignScene.behind();
    CampaignWorld first = scene.copy();
    deed.on(first, first.process());
    Map<String, BigInteger> expected = atLast(first);
    boolean reached = true;
    for (int n = 1; reached; n++) {
      CampaignWorld world = scene.copy();
      Mishap mishap = Mishap.before(n, () -> run(world));
      unlessOver(deed, world, world.process(mishap));
      world.requireBalanced(CampaignWorld.TOKEN);
      assertEquals(expected, atLast(world), deed + " at " + n);
      reached = mishap.happened;
    }
  }

  /** Everybody claims everything, then all of it expires: what each was paid. */
  private static Map<String, BigInteger> atLast(CampaignWorld world) {
    world.requireNoFailures(world.know(START + 3 * HOUR + HOUR / 2));
    Map<String, BigInteger> paid = new TreeMap<>();
    for (String name : List.of(CampaignScene.ANN, CampaignScene.BEN)) {
      world.submit(name, new ProgramAction.ClaimAllRewards(CampaignWorld.person(name)));
    }
    world.requireNoFailures(world.know(START + 12 * HOUR));
    world.programs().forEach(each -> assertEquals(ProgramState.EXPIRED, each.program().state()));
    for (String name : List.of(CampaignScene.ANN, CampaignScene.BEN, CampaignScene.CREATOR)) {
      Address address = CampaignWorld.person(name);
      paid.put(name, world.paid(address, CampaignWorld.TOKEN));
      paid.put(name + " has", world.funds(address, CampaignWorld.TOKEN).available());
    }
    world.requireBalanced(CampaignWorld.TOKEN);
    assertNotEquals(BigInteger.ZERO, paid.get(CampaignScene.ANN));
    return paid;
  }

  @Test
  void shouldExpireWhatACrowdDidNotClaimInOnePayment() {
    CampaignWorld world = CampaignScene.expiring();
    BigInteger before =
        world.paid(CampaignWorld.person(CampaignScene.CREATOR), CampaignWorld.TOKEN);
    BigInteger escrows =
        world.programs().stream()
            .map(each -> each.program().escrow())
            .reduce(BigInteger.ZERO, BigInteger::add);
    run(world);
    assertEquals(
        before.add(escrows),
        world.paid(CampaignWorld.person(CampaignScene.CREATOR), CampaignWorld.TOKEN));
    world.programs().forEach(each -> assertEquals(ProgramState.EXPIRED, each.program().state()));
  }
}
