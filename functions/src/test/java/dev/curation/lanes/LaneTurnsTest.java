package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import dev.curation.pools.Mishap;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two scheduled runs of a lane at once. */
class LaneTurnsTest {
  /** Curators hold something, and another hour is to enter. */
  private static LaneWorld holding() {
    LaneWorld world = new LaneWorld();
    world.open(12);
    world.accrual.vote(1, 1);
    for (int hour = 0; hour < 2; hour++) {
      world.accrual.sale(100);
      world.accrual.seal(Duration.ofHours(2));
      if (hour == 0) {
        var unused = world.transmit();
      }
    }
    return world;
  }

  @Test
  void shouldGoOnWhereAnotherRunHasWrittenTheHoldingsAnew() {
    boolean isReached = true;
    for (int n = 1; isReached; n++) {
      LaneWorld world = holding();
      Mishap other =
          Mishap.before(
              n,
              () -> {
                var unused = world.transmit();
              });
      assertDoesNotThrow(
          () ->
              world
                  .transmission(world.accrual.process(other), world.payoutProcess())
                  .run(LaneWorld.LANE),
          "another run before operation " + n);
      LaneBooks.of(world).check();
      isReached = other.happened;
    }
  }
}
