package dev.curation.aggregation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.curation.RandomLedger;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.ledger.Facts;
import dev.curation.ledger.LedgerEvent;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.StoreException;
import dev.curation.time.Week;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills the process before and after every single commit, loses every single answer: afterwards the
 * documents are those of a clean run. Commits are small, so that there are many.
 */
class CrashTest {
  private static final int MOST_COMMITS = 500;

  /** A first history, then late events, a reorganisation and events of new hours. */
  private static World history(UserDocuments mode) {
    World world = World.withUserDocuments(mode);
    world.settings = world.settings.withBounds(25, 30, 3);
    RandomLedger random = new RandomLedger(7);
    List<LedgerEvent> events = random.events(36, 4, 24 * 9);
    world.append(events.subList(0, 20));
    world.delivered(Instant.EPOCH);
    world.tick();
    world.append(events.subList(20, 36));
    world.orphan(events.get(3), events.get(25), events.get(11));
    world.delivered(Instant.parse("2022-08-14T00:00:00Z"));
    return world;
  }

  private static Map<String, Map<String, Object>> cleanRun(UserDocuments mode) {
    World world = history(mode);
    world.recover();
    return world.facts();
  }

  @ParameterizedTest
  @EnumSource
  void shouldEqualACleanRunWhenKilledBeforeAnyCommit(UserDocuments mode) {
    killEverywhere(mode, Faults::killBefore);
  }

  @ParameterizedTest
  @EnumSource
  void shouldEqualACleanRunWhenKilledAfterAnyCommit(UserDocuments mode) {
    killEverywhere(mode, Faults::killAfter);
  }

  private static void killEverywhere(UserDocuments mode, IntFunction<Faults> kill) {
    Map<String, Map<String, Object>> expected = cleanRun(mode);
    boolean killed = true;
    int n = 1;
    for (; killed && n < MOST_COMMITS; n++) {
      World world = history(mode);
      killed = false;
      try {
        world.tick(world.process(kill.apply(n)));
      } catch (ProcessKilled e) {
        killed = true;
      }
      world.recover();
      World.assertSame(expected, world.facts(), mode + " killed at " + n);
    }
    assertTrue(n > 40 && n < MOST_COMMITS, "kills: " + n);
  }

  /** Between the kill and the recovery the world moves on. */
  @ParameterizedTest
  @EnumSource
  void shouldEqualACleanRunWhenEventsChangeBetweenKillAndRecovery(UserDocuments mode) {
    List<LedgerEvent> late = new RandomLedger(99).events(12, 5, 24 * 9);
    int n = 2;
    for (; n < 60; n++) {
      World world = history(mode);
      try {
        world.tick(world.process(Faults.killBefore(n)));
      } catch (ProcessKilled e) {
        // As intended.
      }
      if (world.document(Paths.aggregation(World.COLLECTION)).integer("sealedUntil") > 0) {
        break; // The first run had ended: what comes now is late, and rightly booked elsewhere.
      }
      List<LedgerEvent> more = renamed(late, n);
      world.append(more);
      world.orphan(more.get(n % more.size()));
      World clean = history(mode);
      clean.append(more);
      clean.orphan(more.get(n % more.size()));
      world.recover();
      clean.recover();
      World.assertSame(clean.facts(), world.facts(), mode + " killed at " + n);
    }
    assertTrue(n > 10, "kills: " + n);
  }

  /**
   * What a killed sealing left of a period's users is put right though nothing else tells of it.
   */
  @Test
  void shouldLeaveNoUserOfAPeriodWhoseVoteIsGoneSinceItsSealingWasKilled() {
    for (int n = 1; n < 12; n++) {
      World world = World.withUserDocuments(UserDocuments.NONE);
      world.settings = world.settings.withBounds(1000, 1000, 1);
      LedgerEvent gone = Facts.vote(1, RandomLedger.user(1), 1);
      world.append(gone, Facts.vote(2, RandomLedger.user(2), 1), Facts.sale(3, 100));
      world.delivered(Instant.EPOCH);
      world.tick();
      world.delivered(Instant.ofEpochMilli(Facts.at(Facts.WEEK)));
      world.now = world.now.plus(Duration.ofHours(2));
      try {
        world.tick(world.process(Faults.killBefore(n)));
      } catch (ProcessKilled e) {
        // As intended.
      }
      if (world.document(Paths.aggregation(World.COLLECTION)).integer("sealedUntil") == 0) {
        world.orphan(gone);
        world.recover();
        assertEquals(
            List.of(RandomLedger.user(2).hex()),
            world
                .process()
                .query(Queries.periodUsers(World.COLLECTION, Week.of(Facts.START)))
                .stream()
                .map(user -> user.path().id())
                .toList(),
            "killed at " + n);
      }
    }
  }

  private static List<LedgerEvent> renamed(List<LedgerEvent> events, int seed) {
    Random random = new Random(seed);
    RandomLedger ledger = new RandomLedger(random.nextLong());
    return events.stream()
        .map(event -> ledger.event("late-" + seed + "-" + event.id(), 5, 24 * 9))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void shouldEqualACleanRunWhenTheAnswerOfAnyCommitIsLost(UserDocuments mode) {
    Map<String, Map<String, Object>> expected = cleanRun(mode);
    for (int n = 1; n < 120; n++) {
      World world = history(mode);
      try {
        world.tick(world.process(new LostAnswer(n)));
      } catch (StoreException.Unavailable e) {
        // The scheduler's call fails; its next one comes.
      }
      world.recover();
      World.assertSame(expected, world.facts(), mode + " lost answer " + n);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldEqualACleanRunWhenTheDatabaseIsAwayForAWhile(UserDocuments mode) {
    Map<String, Map<String, Object>> expected = cleanRun(mode);
    for (int n = 1; n < 150; n += 7) {
      World world = history(mode);
      Outage outage = new Outage(n, 5);
      try {
        world.tick(world.process(outage));
      } catch (StoreException.Unavailable e) {
        // Not even the failure could be recorded: the flag brings the next run.
      }
      world.now = world.now.plus(Duration.ofHours(1));
      world.recover();
      World.assertSame(expected, world.facts(), mode + " outage at " + n);
    }
  }

  /** The n-th commit happens, but its answer never comes. */
  private static final class LostAnswer implements Faults {
    private final int lost;
    private int commits;

    private LostAnswer(int lost) {
      this.lost = lost;
    }

    @Override
    public void afterOperation(Operation operation) {
      if (operation.kind() == Operation.Kind.COMMIT && ++commits == lost) {
        throw new StoreException.Unavailable("answer lost", null);
      }
    }
  }

  /** From the n-th operation on, a number of operations fail. */
  private record Outage(int first, int length) implements Faults {
    @Override
    public void beforeOperation(Operation operation) {
      if (operation.sequence() >= first && operation.sequence() < first + length) {
        throw new StoreException.Unavailable("away", null);
      }
    }
  }
}
