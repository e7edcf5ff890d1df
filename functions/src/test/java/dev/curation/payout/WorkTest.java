package dev.curation.payout;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.Rational;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The same plan is refused everywhere, so the work of solving it is counted the same everywhere,
 * down to the last step and bit. Whoever finds a shorter way may lower these numbers; raising them
 * refuses plans that were made before.
 */
class WorkTest {
  private static final long MOST_STEPS = 20_000_000_000L;
  private static final long MOST_BITS = 3_000_000_000L;

  private static void solve(List<Map<Integer, Rational>> flows, Effort effort) {
    Cycle cycle = new Cycle(flows.size(), effort);
    for (int from = 0; from < flows.size(); from++) {
      int at = from;
      flows.get(from).forEach((to, fraction) -> cycle.add(at, to, fraction));
    }
    cycle.prepare();
    Rational[] inflow = new Rational[flows.size()];
    Arrays.fill(inflow, Rational.ZERO);
    inflow[0] = Rational.of(1_000_003);
    for (int asset = 0; asset < 2; asset++) {
      assertTrue(cycle.solve(inflow)[0].signum() > 0);
    }
  }

  private static Effort left(long steps, long bits) {
    Effort effort = new Effort(1);
    effort.steps(MOST_STEPS - steps);
    effort.keeps(MOST_BITS - bits);
    return effort;
  }

  private static void assertWork(long steps, long bits, List<Map<Integer, Rational>> flows) {
    assertDoesNotThrow(() -> solve(flows, left(steps, bits)));
    assertThrows(PlanRefusedException.class, () -> solve(flows, left(steps - 1, bits)));
    assertThrows(PlanRefusedException.class, () -> solve(flows, left(steps, bits - 1)));
  }

  @Test
  void shouldCountTheWorkOfARing() {
    assertWork(132, 4_289, SolversTest.flows(20, 1, new Random(1)));
  }

  @Test
  void shouldCountTheWorkOfASmallTangle() {
    assertWork(934, 288, SolversTest.flows(9, 4, new Random(2)));
  }

  @Test
  void shouldCountTheWorkOfALargeTangle() {
    assertWork(926_082, 47_625, SolversTest.flows(40, 4, new Random(3)));
  }

  @Test
  void shouldCountTheWorkOfWaysBetweenHubs() {
    assertWork(2_105, 45_413, SolversTest.hubs(3, new Random(4)));
    assertWork(1_376_207, 49_854, SolversTest.hubs(11, new Random(5)));
    assertWork(1_763_877, 59_330, SolversTest.hubs(14, new Random(6)));
  }

  /** Factors that nobody could use so often are not even looked for. */
  @Test
  void shouldRefuseFactorsThatCannotAllBeUsed() {
    long least = 205_020_224;
    var rows = SolversTest.equations(30, new Random(7));
    assertTrue(ModularFactors.of(rows, 2_147_483_647L, 1_000_000, left(least, 0)).isPresent());
    assertThrows(
        PlanRefusedException.class,
        () -> ModularFactors.of(rows, 2_147_483_647L, 1_000_000, left(least - 1, 0)));
  }
}
