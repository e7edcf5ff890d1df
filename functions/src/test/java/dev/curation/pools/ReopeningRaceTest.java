package dev.curation.pools;

import static dev.curation.pools.PoolScene.CAROL;
import static dev.curation.pools.PoolScene.CURATOR;
import static dev.curation.pools.PoolScene.OPERATOR;
import static dev.curation.pools.PoolScene.OTHER;
import static dev.curation.pools.PoolWorld.COLLECTION;
import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.Reopening;
import dev.curation.books.Books;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.pools.PoolScene.Deed;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.time.BlockHour;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Hours that are reopened while somebody is paid on them: one of both comes too late. */
class ReopeningRaceTest {
  /** Of the first sale that the pool has not taken account of. */
  private static final int MINUTE = 12 * Facts.HOUR;

  private static final BlockHour HOUR = BlockHour.of(Facts.at(MINUTE));

  /** What became of the reopening. */
  private enum End {
    REOPENED,
    REFUSED
  }

  private final Set<End> ends = EnumSet.noneOf(End.class);

  private void reopen(PoolWorld world, Store store) {
    try {
      new Reopening(store, world.clock).reopen(COLLECTION, HOUR);
      ends.add(End.REOPENED);
    } catch (Reopening.RefusedException | StoreException.PreconditionFailed e) {
      ends.add(End.REFUSED);
    }
  }

  /** Somebody else has a share of the hour after all, and it is sealed again. */
  private static void correct(PoolWorld world) {
    world.append(Facts.vote(MINUTE, person(CAROL), 300));
    world.tick();
    world.now = world.now.plusSeconds(1);
    world.tick();
  }

  private static void tryToAdvance(PoolWorld world, Store store) {
    try {
      world.advance(store);
    } catch (PoolBusyException e) {
      // The scheduler calls again.
    }
  }

  /** What was paid on is sealed, and is what the books say now. */
  private static void check(PoolWorld world, String message) {
    long paid = world.document(Paths.payouts(COLLECTION)).integer("paidUntil");
    long sealed = world.document(Paths.aggregation(COLLECTION)).integer("sealedUntil");
    assertTrue(paid <= sealed, message);
    for (int operator : new int[] {OPERATOR, OTHER}) {
      String taken =
          world
              .document(Paths.poolIntake(PoolWorld.POOL, person(operator), COLLECTION))
              .string("intakeWei");
      assertEquals(earned(world, operator), taken, message + ": operator " + operator);
    }
    world.withdrawShares(CURATOR);
    assertEquals(
        earned(world, CURATOR),
        world
            .document(Paths.poolShares(PoolWorld.POOL, person(CURATOR), COLLECTION))
            .string("withdrawnWei"),
        message);
    world.sums();
  }

  private static String earned(PoolWorld world, int curator) {
    BlockHour end = BlockHour.of(world.now.toEpochMilli());
    return new Books(world.process(), COLLECTION)
        .trail(person(curator), end, end)
        .before()
        .total()
        .toString();
  }

  @Test
  void shouldTakeInWhatTheBooksSayWhenHoursAreReopenedDuringARun() {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PoolWorld world = PoolScene.behindWithStake();
      Mishap mishap =
          Mishap.before(
              n,
              () -> {
                reopen(world, world.process());
                correct(world);
              });
      tryToAdvance(world, world.process(mishap));
      world.pass(PoolScene.HOURS);
      check(world, "at " + n);
      reached = mishap.happened;
    }
    assertEquals(EnumSet.allOf(End.class), ends);
  }

  @Test
  void shouldPayNothingOnHoursThatAreOpenAgain() {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PoolWorld world = PoolScene.behindWithStake();
      Mishap mishap = Mishap.before(n, () -> reopen(world, world.process()));
      tryToAdvance(world, world.process(mishap));
      correct(world);
      world.pass(PoolScene.HOURS);
      check(world, "at " + n);
      reached = mishap.happened;
    }
    assertEquals(EnumSet.allOf(End.class), ends);
  }

  @Test
  void shouldNotReopenHoursThatARunIsPaidOnMeanwhile() {
    for (int n = 1; n <= 6; n++) {
      PoolWorld world = PoolScene.behindWithStake();
      reopen(world, world.process(Mishap.before(n, () -> tryToAdvance(world, world.process()))));
      correct(world);
      world.pass(PoolScene.HOURS);
      check(world, "at " + n);
    }
    assertEquals(EnumSet.allOf(End.class), ends);
  }

  @Test
  void shouldPayACuratorWhatTheBooksSayWhenHoursAreReopenedMeanwhile() {
    boolean reached = true;
    for (int n = 1; reached; n++) {
      PoolWorld world = PoolScene.behindWithStake();
      Mishap mishap = Mishap.before(n, () -> reopen(world, world.process()));
      Deed.WITHDRAW_SHARES.on(world, world.process(mishap));
      correct(world);
      world.pass(PoolScene.HOURS);
      check(world, "at " + n);
      reached = mishap.happened;
    }
    for (int n = 1; n <= 6; n++) {
      PoolWorld world = PoolScene.behindWithStake();
      Mishap mishap = Mishap.before(n, () -> Deed.WITHDRAW_SHARES.on(world, world.process()));
      reopen(world, world.process(mishap));
      correct(world);
      world.pass(PoolScene.HOURS);
      check(world, "withdrawn at " + n);
    }
    assertEquals(EnumSet.allOf(End.class), ends);
  }

  @Test
  void shouldNeverReopenHoursThatWerePaidOn() {
    PoolWorld world = PoolScene.behindWithStake();
    world.withdrawShares(CURATOR);
    Reopening reopening = new Reopening(world.process(), world.clock);
    assertThrows(Reopening.RefusedException.class, () -> reopening.reopen(COLLECTION, HOUR));
  }
}
