package dev.curation.aggregation;

import dev.curation.curation.NaiveCuration;
import dev.curation.curation.RandomLedger;
import dev.curation.ledger.LedgerEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Seeded random ledgers: the documents are a pure function of the set of events. */
class RandomLedgersTest {
  private static final int SEEDS = 150;

  @Test
  void shouldEqualTheNaiveImplementation() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<LedgerEvent> events = new RandomLedger(seed).events(60, 5, 24 * 16);
      World world = World.withUserDocuments(UserDocuments.ALL);
      world.append(events);
      world.tick();
      Map<String, Map<String, Object>> expected = NaiveCuration.documents(events);
      World.assertSame(expected, world.results(expected), "seed " + seed);
    }
  }

  @Test
  void shouldNotDependOnOrderNorSplitNorDuplicatesNorReorganisations() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int hours = random.nextBoolean() ? 6 : 24 * 16;
      List<LedgerEvent> events = new RandomLedger(seed).events(40, 4, hours);
      UserDocuments mode = List.of(UserDocuments.values()).get(random.nextInt(3));
      List<LedgerEvent> orphaned = new ArrayList<>();
      World world = World.withUserDocuments(mode);
      world.settings = bounded(random, world.settings);
      List<LedgerEvent> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, random);
      int next = 0;
      while (next < shuffled.size()) {
        int end = Math.min(shuffled.size(), next + 1 + random.nextInt(12));
        int again = Math.max(0, next - random.nextInt(5));
        world.append(shuffled.subList(again, end));
        if (random.nextInt(3) == 0) {
          LedgerEvent victim = shuffled.get(random.nextInt(end));
          world.orphan(victim);
          orphaned.add(victim);
        }
        world.tick();
        next = end;
      }
      Set<LedgerEvent> gone = new HashSet<>(orphaned);
      List<LedgerEvent> left = events.stream().filter(e -> !gone.contains(e)).toList();
      if (mode == UserDocuments.ALL) {
        Map<String, Map<String, Object>> expected = NaiveCuration.documents(left);
        World.assertSame(expected, world.results(expected), "seed " + seed);
      }
      World.assertSame(atOnce(events, gone, mode), world.facts(), "seed " + seed + " " + mode);
    }
  }

  private static AggregationSettings bounded(Random random, AggregationSettings settings) {
    return random.nextBoolean()
        ? settings.withBounds(1 + random.nextInt(10), 1 + random.nextInt(40), 1 + random.nextInt(9))
        : settings;
  }

  private static Map<String, Map<String, Object>> atOnce(
      List<LedgerEvent> events, Set<LedgerEvent> gone, UserDocuments mode) {
    World world = World.withUserDocuments(mode);
    world.append(events);
    world.orphan(gone.toArray(LedgerEvent[]::new));
    world.tick();
    return world.facts();
  }
}
