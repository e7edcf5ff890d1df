package dev.curation.listening;

import static dev.curation.listening.ListeningWorld.flow;
import static dev.curation.listening.ListeningWorld.punk;
import static dev.curation.listening.ListeningWorld.rate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainLog;
import dev.curation.node.SeenLog;
import dev.curation.simulation.Faults;
import dev.curation.simulation.ProcessKilled;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * Three ways in, one fact out (specs/ingestion.md): random histories with reorganisations, through
 * webhooks, poll and backfill, alone and together, in any order.
 */
class RoutesTest {
  private static final int SEEDS = 40;
  private static final int FINALITY = 20;

  /** What a webhook tells of one block; a block that was taken away is told once more. */
  private record Told(List<SeenLog> logs) {}

  private final List<Told> told = new ArrayList<>();

  /** Mines a history; between its steps something may listen. */
  private static void history(ListeningWorld world, long seed, List<Told> told, Runnable between) {
    Random random = new Random(seed);
    int forks = 0;
    for (int step = 0; step < 40; step++) {
      int depth = 1 + random.nextInt(5);
      if (random.nextInt(6) == 0 && depth < world.chain.headNumber()) {
        forks++;
        List<ChainLog> gone = world.chain.reorganise(depth);
        byBlock(gone).forEach(logs -> told.add(told(logs, true)));
      }
      List<ChainLog> logs = world.chain.mine("fork" + forks, emitted(random, step));
      if (!logs.isEmpty()) {
        told.add(told(logs, false));
      }
      between.run();
    }
    for (int i = 0; i <= FINALITY + 2; i++) {
      world.chain.mine("end", List.of());
    }
  }

  private static List<Emitted> emitted(Random random, int step) {
    List<Emitted> logs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      // Transactions of a block that was taken away are often mined again.
      String tx = "tx" + random.nextInt(60);
      logs.add(
          switch (random.nextInt(6)) {
            case 0 -> rate(tx + "r" + step, random.nextInt(1000));
            case 1, 2 -> flow(tx, 10_000 + random.nextInt(100), ListeningWorld.APES);
            case 3 -> flow(tx, 9_999 + random.nextInt(9), ListeningWorld.CATS, ListeningWorld.APES);
            default -> punk(tx, random.nextInt(50), 4000 + random.nextInt(1000));
          });
    }
    return logs;
  }

  private static Told told(List<ChainLog> logs, boolean removed) {
    return new Told(logs.stream().map(log -> new SeenLog(log, removed)).toList());
  }

  private static List<List<ChainLog>> byBlock(List<ChainLog> logs) {
    Map<BlockHash, List<ChainLog>> blocks = new LinkedHashMap<>();
    logs.forEach(
        log -> blocks.computeIfAbsent(log.id().block(), any -> new ArrayList<>()).add(log));
    return List.copyOf(blocks.values());
  }

  private static ListeningWorld world() {
    ListeningWorld world = new ListeningWorld();
    world.settings = new ChainSettings(world.settings.contracts(), 1, FINALITY, OptionalLong.of(0));
    return world;
  }

  private void shuffleAndDouble(Random random) {
    for (int i = told.size() / 10; i >= 0; i--) {
      told.add(told.get(random.nextInt(told.size())));
    }
    Collections.shuffle(told, random);
  }

  private Map<String, Fields> byWebhook(long seed) {
    ListeningWorld world = world();
    told.clear();
    history(world, seed, told, () -> {});
    shuffleAndDouble(new Random(seed + 1));
    told.forEach(t -> world.deliver(t.logs()));
    return world.facts();
  }

  private Map<String, Fields> byPoll(long seed) {
    ListeningWorld world = world();
    Random random = new Random(seed + 2);
    history(
        world,
        seed,
        new ArrayList<>(),
        () -> {
          if (random.nextInt(3) == 0) {
            world.poll();
          }
        });
    world.poll();
    return world.facts();
  }

  private Map<String, Fields> byBackfill(long seed) {
    ListeningWorld world = world();
    history(world, seed, new ArrayList<>(), () -> {});
    world.backfill(0, world.chain.headNumber() - FINALITY, 3);
    return world.facts();
  }

  private Map<String, Fields> byAll(long seed) {
    ListeningWorld world = world();
    Random random = new Random(seed + 3);
    told.clear();
    int[] delivered = {0};
    history(
        world,
        seed,
        told,
        () -> {
          if (random.nextInt(4) == 0) {
            world.poll();
          }
          while (delivered[0] < told.size() && random.nextInt(3) > 0) {
            world.deliver(told.get(delivered[0]++).logs());
          }
        });
    shuffleAndDouble(random);
    long end = world.chain.headNumber() - FINALITY;
    for (int i = 0; i < told.size(); i++) {
      world.deliver(told.get(i).logs());
      if (i == told.size() / 2) {
        world.backfill(0, end, 2);
      }
    }
    world.poll();
    return world.facts();
  }

  /** What the chain says in the end. */
  private static Map<String, Fields> byChain(long seed) {
    ListeningWorld world = world();
    history(world, seed, new ArrayList<>(), () -> {});
    world.poll();
    assertFalse(world.facts().isEmpty());
    return world.facts();
  }

  @Test
  void shouldGiveTheSameLedgersByWebhookPollBackfillAndAllAtOnce() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Map<String, Fields> expected = byChain(seed);
      assertSame(expected, byPoll(seed), "poll, seed " + seed);
      assertSame(expected, byBackfill(seed), "backfill, seed " + seed);
      assertSame(expected, byWebhook(seed), "webhook, seed " + seed);
      assertSame(expected, byAll(seed), "all, seed " + seed);
    }
  }

  private static void assertSame(
      Map<String, Fields> expected, Map<String, Fields> actual, String message) {
    assertEquals(text(expected), text(actual), message);
  }

  private static String text(Map<String, Fields> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach((path, fields) -> text.append(path).append(' ').append(fields).append('\n'));
    return text.toString();
  }

  @Test
  void shouldEqualACleanRunWhenKilledBeforeAnyWrite() {
    killEverywhere(Faults::killBefore);
  }

  @Test
  void shouldEqualACleanRunWhenKilledAfterAnyWrite() {
    killEverywhere(Faults::killAfter);
  }

  private void killEverywhere(IntFunction<Faults> kill) {
    Map<String, Fields> expected = byChain(4);
    boolean killed = true;
    int n = 1;
    for (; killed && n < 200; n++) {
      ListeningWorld world = world();
      Store dying = world.store(kill.apply(n));
      boolean[] alive = {true};
      told.clear();
      Random random = new Random(n);
      history(
          world,
          4,
          told,
          () -> {
            if (alive[0] && random.nextInt(3) == 0) {
              try {
                if (random.nextBoolean() && !told.isEmpty()) {
                  world.deliver(dying, told.get(random.nextInt(told.size())).logs());
                } else {
                  world.poll(dying).run();
                }
              } catch (ProcessKilled e) {
                alive[0] = false;
              }
            }
          });
      killed = !alive[0];
      world.poll();
      assertSame(expected, world.facts(), "killed at " + n);
    }
    assertTrue(n > 10 && n < 200, "kills: " + n);
  }

  @Test
  void shouldGoOnWithABackfillThatWasKilled() {
    Map<String, Fields> expected = byChain(5);
    for (int n = 1; n < 30; n += 3) {
      ListeningWorld world = world();
      history(world, 5, new ArrayList<>(), () -> {});
      long end = world.chain.headNumber() - FINALITY;
      try {
        world.backfill(world.store(Faults.killAfter(n)), 0, end, 1);
      } catch (ProcessKilled e) {
        // The next one goes on.
      }
      world.backfill(0, end, 2);
      assertSame(expected, world.facts(), "killed at " + n);
    }
  }
}
