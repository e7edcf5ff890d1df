package dev.curation.claims;

import static dev.curation.pools.PoolWorld.POOL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.claims.RootPublishing.Standing;
import dev.curation.pools.Mishap;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Kills, lost answers, outages and others at work, at everything that the database is asked. */
final class ClaimCrashTest {
  private static final List<LongFunction<Mishap>> MISHAPS =
      List.of(
          Mishap::killedBefore,
          Mishap::killedAfter,
          Mishap::lostAnswer,
          Mishap::clash,
          Mishap::outage);

  private static void tryTo(Runnable work) {
    try {
      work.run();
    } catch (StoreException | ProcessKilled e) {
      // The scheduler calls again.
    }
  }

  private static void makeAll(ClaimScene scene, Store store) {
    while (scene.world.making(store).next(POOL).isPresent()) {
      // The next period.
    }
  }

  @Test
  void shouldMakeTheSameTreesWhateverGoesWrong() {
    Map<String, Fields> expected = new ClaimScene().made().documents();
    assertEquals(4, expected.keySet().stream().filter(path -> path.contains("/roots/")).count());
    for (LongFunction<Mishap> mishaps : MISHAPS) {
      boolean reached = true;
      int asked = 0;
      for (int n = 1; reached; n++) {
        ClaimScene scene = new ClaimScene();
        Mishap mishap = mishaps.apply(n);
        tryTo(() -> makeAll(scene, scene.world.pool.process(mishap)));
        assertEquals(expected, scene.made().documents(), "at " + n);
        reached = mishap.happened;
        asked = n;
      }
      assertTrue(asked > 30, "a run asks for more than " + asked);
    }
  }

  @Test
  void shouldMakeTheSameTreesWhenAnotherRunComesInBetween() {
    Map<String, Fields> expected = new ClaimScene().made().documents();
    boolean reached = true;
    for (int n = 1; reached; n++) {
      ClaimScene scene = new ClaimScene();
      Mishap one = Mishap.before(n, () -> scene.world.make());
      tryTo(() -> makeAll(scene, scene.world.pool.process(one)));
      assertEquals(expected, scene.made().documents(), "one period at " + n);
      ClaimScene other = new ClaimScene();
      Mishap all = Mishap.before(n, other::made);
      tryTo(() -> makeAll(other, other.world.pool.process(all)));
      assertEquals(expected, other.made().documents(), "all at " + n);
      reached = one.happened;
    }
  }

  private static void publish(ClaimScene scene, Store store) {
    var unused =
        new RootPublishing(store, scene.world.pool.clock).run(POOL, scene.world.distributor);
  }

  private static void assertActive(ClaimScene scene, String message) {
    for (var published : scene.world.publish().values()) {
      assertEquals(Standing.ACTIVE, published.standing(), message);
    }
    assertEquals(2, scene.world.distributor.transactions.size(), message);
  }

  /** The distributor of the simulation fails where a root is proposed that the chain knows. */
  @Test
  void shouldProposeEachRootOnceWhateverGoesWrong() {
    for (LongFunction<Mishap> mishaps : MISHAPS) {
      boolean reached = true;
      for (int n = 1; reached; n++) {
        ClaimScene scene = new ClaimScene().made().funded();
        Mishap mishap = mishaps.apply(n);
        tryTo(() -> publish(scene, scene.world.pool.process(mishap)));
        publish(scene, scene.world.pool.process());
        assertActive(scene, "at " + n);
        reached = mishap.happened;
      }
    }
  }

  @Test
  void shouldProposeEachRootOnceWhenAnotherRunComesInBetween() {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      ClaimScene scene = new ClaimScene().made().funded();
      // Both send; of two that are the same, the chain takes one.
      scene.world.distributor.minesAtOnce = false;
      Mishap mishap = Mishap.before(n, () -> scene.world.publish());
      tryTo(() -> publish(scene, scene.world.pool.process(mishap)));
      scene.world.distributor.mine();
      publish(scene, scene.world.pool.process());
      for (var published : scene.world.publish().values()) {
        assertEquals(Standing.ACTIVE, published.standing(), "at " + n);
      }
      assertEquals(
          scene.root(ClaimScene.TOKEN),
          scene.world.distributor.roots.get(ClaimScene.TOKEN_ADDRESS));
      assertEquals(
          scene.root(dev.curation.money.Denom.NATIVE),
          scene.world.distributor.roots.get(Address.ZERO));
      reached = mishap.happened;
    }
  }

  /** A newer tree may come between what a run reads and what it writes. */
  @Test
  void shouldEndWithTheNewestRootWhenATreeIsMadeInBetween() {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      ClaimScene scene = new ClaimScene().funded();
      var unused = scene.world.make();
      Mishap mishap = Mishap.before(n, scene::made);
      tryTo(() -> publish(scene, scene.world.pool.process(mishap)));
      var made = scene.made();
      publish(scene, scene.world.pool.process());
      for (var published : scene.world.publish().values()) {
        assertEquals(Standing.ACTIVE, published.standing(), "at " + n);
      }
      assertEquals(
          made.root(ClaimScene.TOKEN), scene.world.distributor.roots.get(ClaimScene.TOKEN_ADDRESS));
      reached = mishap.happened;
    }
  }
}
