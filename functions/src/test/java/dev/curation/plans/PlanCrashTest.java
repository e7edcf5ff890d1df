package dev.curation.plans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.World;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Facts;
import dev.curation.pools.Mishap;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.time.Week;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills, lost answers, outages and others at the same plan, at everything that is asked. */
class PlanCrashTest {
  private static final int PAYEES = 150;
  private static final List<LongFunction<Mishap>> MISHAPS =
      List.of(
          Mishap::killedBefore,
          Mishap::killedAfter,
          Mishap::lostAnswer,
          Mishap::clash,
          Mishap::outage);

  /** An order, and what stands before it. */
  enum Deed {
    CREATE {
      @Override
      PlanScene scene() {
        return sealed();
      }

      @Override
      Map<String, String> on(PlanScene scene, Store store, String requestId) {
        String gains =
            """
            [{"node": "treasury", "fromPeriod": {"asset": "ETH", "period": "%s"}}]"""
                .formatted(Week.of(Facts.START).id());
        var plan = PlanScene.plan(3, PlanScene.ether(1), "0");
        plan.add("gains", com.google.gson.JsonParser.parseString(gains));
        return scene.desk(store).create("fees", plan, PlanScene.act(requestId, "create"));
      }
    },
    APPROVE {
      @Override
      Map<String, String> on(PlanScene scene, Store store, String requestId) {
        return scene
            .desk(store)
            .approve("fees.1", List.of(), PlanScene.act(requestId, "approve fees.1"));
      }
    },
    DISCARD {
      @Override
      Map<String, String> on(PlanScene scene, Store store, String requestId) {
        return scene.desk(store).discard("fees.1", PlanScene.act(requestId, "discard fees.1"));
      }
    },
    RECORD {
      @Override
      PlanScene scene() {
        PlanScene scene = new PlanScene();
        var plan = PlanScene.plan(2, PlanScene.ether(10), "0");
        plan.getAsJsonObject("addresses").addProperty("treasury", PlanScene.address(9_999).hex());
        var created = scene.create(plan);
        var approved = scene.approve("fees.1");
        assertEquals(created.get("transfers"), approved.get("transfers"));
        return scene;
      }

      @Override
      Map<String, String> on(PlanScene scene, Store store, String requestId) {
        return scene
            .desk(store)
            .record("fees.1", 1, PlanScene.TRANSACTION, PlanScene.act(requestId, "record"));
      }
    };

    PlanScene scene() {
      PlanScene scene = new PlanScene();
      var unused = scene.create(PlanScene.plan(PAYEES, PlanScene.ether(100_000), "0"));
      return scene;
    }

    abstract Map<String, String> on(PlanScene scene, Store store, String requestId);

    private static PlanScene sealed() {
      PlanScene scene = new PlanScene();
      scene.world.vote(1, 1);
      scene.world.sale(1_000);
      scene.world.seal(Duration.ofDays(8));
      return scene;
    }
  }

  private static void tryTo(Runnable work) {
    try {
      work.run();
    } catch (StoreException | ProcessKilled e) {
      // Whoever asked asks again, perhaps another instance.
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoEachOrderOnceWhateverGoesWrong(Deed deed) {
    PlanScene clean = deed.scene();
    var before = clean.facts();
    Object answer = deed.on(clean, clean.world.process(), "it");
    var expected = clean.facts();
    assertNotEquals(before, expected);
    for (LongFunction<Mishap> mishaps : MISHAPS) {
      boolean reached = true;
      int asked = 0;
      for (int n = 1; reached; n++) {
        PlanScene scene = deed.scene();
        Mishap mishap = mishaps.apply(n);
        tryTo(() -> deed.on(scene, scene.world.process(mishap), "it"));
        assertEquals(answer, deed.on(scene, scene.world.process(), "it"), deed + " at " + n);
        World.assertSame(expected, scene.facts(), deed + " at " + n);
        reached = mishap.happened;
        asked = n;
      }
      assertTrue(asked > 4, deed + " asks for more than " + asked);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldDoEachOrderOnceWhenItComesTwiceAtOnce(Deed deed) {
    PlanScene clean = deed.scene();
    Object answer = deed.on(clean, clean.world.process(), "it");
    var expected = clean.facts();
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PlanScene scene = deed.scene();
      Mishap mishap =
          Mishap.before(n, () -> assertEquals(answer, deed.on(scene, scene.world.process(), "it")));
      assertEquals(answer, deed.on(scene, scene.world.process(mishap), "it"), deed + " at " + n);
      World.assertSame(expected, scene.facts(), deed + " at " + n);
      reached = mishap.happened;
    }
  }

  /** But for recording the same transaction, one of the two is refused. */
  @ParameterizedTest
  @EnumSource
  void shouldDoOneOfTwoOrdersThatComeAtOnce(Deed deed) {
    PlanScene clean = deed.scene();
    var done = deed.on(clean, clean.world.process(), "other");
    var expected = clean.facts();
    assertTrue(done.containsKey("plan"));
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PlanScene scene = deed.scene();
      Mishap mishap = Mishap.before(n, () -> deed.on(scene, scene.world.process(), "other"));
      boolean refused = false;
      try {
        var unused = deed.on(scene, scene.world.process(mishap), "it");
      } catch (InvalidValueException e) {
        refused = true;
      }
      if (mishap.happened && deed != Deed.RECORD) {
        // Behind the commit it is the other that is refused, and that inside the one.
        assertTrue(refused, deed + " at " + n);
      }
      var facts = scene.facts();
      facts.keySet().removeIf(path -> path.startsWith("payoutActs/"));
      expected.keySet().removeIf(path -> path.startsWith("payoutActs/"));
      World.assertSame(expected, facts, deed + " at " + n);
      reached = mishap.happened;
    }
  }

  @Test
  void shouldGoOnWithAPlanThatWasKilledWhoeverOrdersIt() {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PlanScene scene = Deed.APPROVE.scene();
      Mishap mishap = Mishap.killedBefore(n);
      tryTo(() -> Deed.APPROVE.on(scene, scene.world.process(mishap), "it"));
      try {
        var unused = Deed.APPROVE.on(scene, scene.world.process(), "other");
      } catch (InvalidValueException e) {
        assertEquals("is APPROVED already", e.reason());
      }
      assertEquals(PAYEES, scene.world.paid().size(), "at " + n);
      reached = mishap.happened;
    }
  }

  @Test
  void shouldApproveOrDiscardButNeverBoth() {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PlanScene scene = Deed.APPROVE.scene();
      Mishap mishap =
          Mishap.before(
              n,
              () -> {
                try {
                  var unused = Deed.DISCARD.on(scene, scene.world.process(), "discard");
                } catch (InvalidValueException e) {
                  assertEquals("is APPROVED already", e.reason());
                }
              });
      boolean approved = true;
      try {
        var unused = Deed.APPROVE.on(scene, scene.world.process(mishap), "it");
      } catch (InvalidValueException e) {
        assertEquals("is DISCARDED already", e.reason());
        approved = false;
      }
      PlanRecord plan = PlanRecord.require(scene.world.process(), "fees.1");
      assertEquals(approved ? "APPROVED" : "DISCARDED", plan.state().name());
      assertEquals(approved ? PAYEES : 0, scene.world.paid().size(), "at " + n);
      reached = mishap.happened;
    }
  }
}
