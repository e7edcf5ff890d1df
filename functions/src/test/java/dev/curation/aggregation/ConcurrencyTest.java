package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.curation.RandomLedger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two processes at once, and events that arrive in between, at every single operation. */
class ConcurrencyTest {
  private static final List<LedgerEvent> EVENTS = new RandomLedger(21).events(30, 4, 24 * 8);

  private static World history() {
    World world = World.withUserDocuments(UserDocuments.ALL);
    world.settings = world.settings.withBounds(1000, 1000, 5);
    world.append(EVENTS.subList(0, 15));
    world.tick();
    world.append(EVENTS.subList(15, 28));
    return world;
  }

  private static Map<String, Map<String, Object>> atOnce(List<LedgerEvent> events) {
    World world = World.withUserDocuments(UserDocuments.ALL);
    world.append(events);
    world.tick();
    return world.facts();
  }

  /** Does something once, before the n-th operation. */
  private static final class Meanwhile implements Faults {
    private final long at;
    private final Runnable action;
    private boolean done;

    private Meanwhile(long at, Runnable action) {
      this.at = at;
      this.action = action;
    }

    @Override
    public void beforeOperation(Operation operation) {
      if (operation.sequence() == at) {
        done = true;
        action.run();
      }
    }
  }

  @Test
  void shouldFenceOffARunThatLostItsLease() {
    Map<String, Map<String, Object>> expected = atOnce(EVENTS.subList(0, 28));
    int at = 1;
    for (boolean reached = true; reached; at++) {
      World world = history();
      Meanwhile other =
          new Meanwhile(
              at,
              () -> {
                // The first process stood still for so long that its lease ran out.
                world.now = world.now.plus(Duration.ofMinutes(20));
                world.tick();
                World.assertSame(expected, world.facts(), "the second run");
              });
      world.tick(world.process(other));
      World.assertSame(expected, world.facts(), "after the first run went on");
      reached = other.done;
    }
    assertTrue(at > 20, "operations: " + at);
  }

  @Test
  void shouldDoTheWorkOnceWhenAnEventIsDeliveredTwiceAtOnce() {
    Map<String, Map<String, Object>> expected = atOnce(EVENTS.subList(0, 28));
    int at = 1;
    for (boolean reached = true; reached; at++) {
      World world = history();
      world.flagging(world.process()).run();
      Written event = world.deliveries.remove();
      List<AggregationTrigger.Outcome> outcomes = new ArrayList<>();
      Meanwhile same =
          new Meanwhile(
              at, () -> outcomes.add(World.deliver(world.trigger(world.process()), event)));
      outcomes.add(World.deliver(world.trigger(world.process(same)), event));
      world.deliverAll(world.process());
      World.assertSame(expected, world.facts(), "twice at operation " + at);
      reached = same.done;
    }
    assertTrue(at > 20, "operations: " + at);
  }

  @Test
  void shouldLoseNoEventThatIsAppendedWhileItRuns() {
    Map<String, Map<String, Object>> expected = atOnce(EVENTS);
    int at = 1;
    for (boolean reached = true; reached; at++) {
      World world = history();
      Meanwhile appended =
          new Meanwhile(
              at,
              () -> {
                world.append(EVENTS.subList(28, 30));
                world.flagging(world.process()).run();
              });
      world.tick(world.process(appended));
      if (!appended.done) {
        world.append(EVENTS.subList(28, 30));
        world.tick();
      }
      // No further tick: the flag that was set while it ran is not lost.
      World.assertSame(expected, world.facts(), "appended at operation " + at);
      reached = appended.done;
    }
    assertTrue(at > 20, "operations: " + at);
  }

  @Test
  void shouldLoseNoReorganisationThatHappensWhileItRuns() {
    World clean = World.withUserDocuments(UserDocuments.ALL);
    clean.append(EVENTS.subList(0, 28));
    clean.orphan(EVENTS.get(5), EVENTS.get(20));
    clean.tick();
    int at = 1;
    for (boolean reached = true; reached; at++) {
      World world = history();
      Meanwhile orphaned =
          new Meanwhile(
              at,
              () -> {
                world.orphan(EVENTS.get(5), EVENTS.get(20));
                world.flagging(world.process()).run();
              });
      world.tick(world.process(orphaned));
      if (!orphaned.done) {
        world.orphan(EVENTS.get(5), EVENTS.get(20));
        world.tick();
      }
      World.assertSame(clean.facts(), world.facts(), "orphaned at operation " + at);
      reached = orphaned.done;
    }
    assertTrue(at > 20, "operations: " + at);
  }

  @Test
  void shouldIgnoreDeliveriesThatAreOutOfOrderOrItsOwn() {
    World world = history();
    world.flagging(world.process()).run();
    List<Written> seen = new ArrayList<>();
    while (!world.deliveries.isEmpty()) {
      Written event = world.deliveries.remove();
      seen.add(event);
      World.deliver(world.trigger(world.process()), event);
    }
    Map<String, Map<String, Object>> before = world.facts();
    for (Written event : seen.reversed()) {
      World.deliver(world.trigger(world.process()), event);
      world.deliverAll(world.process());
    }
    World.assertSame(before, world.facts(), "after the same deliveries backwards");
    assertEquals(false, world.metadata().get("ledgerRequiresAggregation"));
    assertEquals(false, world.metadata().get("periodsRequireAggregation"));
  }
}
