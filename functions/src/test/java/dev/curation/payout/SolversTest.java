package dev.curation.payout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the solvers give is put into the equations again: it holds exactly, or it is wrong. */
class SolversTest {
  /** The largest that fractions are looked for with. */
  private static final long PRIME = 2_147_483_647L;

  static List<Map<Integer, BigInteger>> equations(int size, Random random) {
    List<Map<Integer, BigInteger>> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Map<Integer, BigInteger> row = new TreeMap<>();
      for (int k = 0; k < 3; k++) {
        row.put(random.nextInt(size), BigInteger.valueOf(-1 - random.nextInt(3_000)));
      }
      row.put(i, BigInteger.valueOf(10_000));
      rows.add(row);
    }
    return rows;
  }

  private static BigInteger[] rightSide(int size, Random random) {
    BigInteger[] right = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      right[i] = new BigInteger(random.nextInt(200), random);
    }
    right[random.nextInt(size)] = BigInteger.ZERO;
    return right;
  }

  private static void assertSolves(
      IntegerSystem.Solver solver, List<Map<Integer, BigInteger>> rows, BigInteger[] right) {
    IntegerSystem.Quotients solved = solver.solve(right.clone());
    for (int i = 0; i < right.length; i++) {
      BigInteger left = BigInteger.ZERO;
      for (Map.Entry<Integer, BigInteger> each : rows.get(i).entrySet()) {
        left = left.add(each.getValue().multiply(solved.numerators().get(each.getKey())));
      }
      assertEquals(right[i].multiply(solved.divisor()), left, "equation " + i);
    }
  }

  @Test
  void shouldSolveManyEquationsByLiftingForOneRightSideAfterTheOther() {
    Random random = new Random(1);
    for (int size : new int[] {1, 2, 13, 30, 60}) {
      List<Map<Integer, BigInteger>> rows = equations(size, random);
      LiftingSolver solver = new LiftingSolver(rows, new Effort(1));
      for (int asset = 0; asset < 3; asset++) {
        assertSolves(solver, rows, rightSide(size, random));
      }
      BigInteger[] nothing = new BigInteger[size];
      Arrays.fill(nothing, BigInteger.ZERO);
      assertSolves(solver, rows, nothing);
    }
  }

  @Test
  void shouldSolveFewEquationsByDeterminants() {
    Random random = new Random(2);
    for (int size = 1; size <= 12; size++) {
      List<Map<Integer, BigInteger>> rows = equations(size, random);
      DeterminantSolver solver = new DeterminantSolver(rows, new Effort(1));
      assertSolves(solver, rows, rightSide(size, random));
      assertSolves(solver, rows, rightSide(size, random));
    }
  }

  @Test
  void shouldTakeAnotherPrimeWhereOneDividesAPivot() {
    List<Map<Integer, BigInteger>> rows =
        List.of(
            Map.of(0, BigInteger.valueOf(PRIME), 1, BigInteger.ONE.negate()),
            Map.of(0, BigInteger.TWO.negate(), 1, BigInteger.valueOf(3 * PRIME)));
    assertTrue(ModularFactors.of(rows, PRIME, 1, new Effort(1)).isEmpty());
    BigInteger[] right = {BigInteger.TEN, BigInteger.valueOf(77)};
    assertSolves(new LiftingSolver(rows, new Effort(1)), rows, right);
  }

  @Test
  void shouldRefuseEquationsWithoutAPrime() {
    BigInteger all =
        BigInteger.valueOf(PRIME)
            .multiply(BigInteger.valueOf(2_147_483_629L))
            .multiply(BigInteger.valueOf(2_147_483_587L));
    PlanRefusedException refused =
        assertThrows(
            PlanRefusedException.class,
            () -> new LiftingSolver(List.of(Map.of(0, all)), new Effort(1)));
    assertEquals(PlanRefusal.TOO_COMPLEX, refused.refusal());
  }

  /** By state: where it sends how much; less than all of it, so that each flow ends. */
  static List<Map<Integer, Rational>> flows(int size, int ways, Random random) {
    List<Map<Integer, Rational>> flows = new ArrayList<>();
    for (int from = 0; from < size; from++) {
      Map<Integer, Rational> out = new TreeMap<>();
      out.put((from + 1) % size, fraction(1 + random.nextInt(3_000)));
      for (int k = 1; k < ways; k++) {
        out.put(random.nextInt(size), fraction(1 + random.nextInt(6_000 / ways)));
      }
      flows.add(out);
    }
    return flows;
  }

  static List<Map<Integer, Rational>> hubs(int hubs, Random random) {
    int size = hubs + 30;
    List<Map<Integer, Rational>> flows = new ArrayList<>();
    for (int from = 0; from < size; from++) {
      Map<Integer, Rational> out = new TreeMap<>();
      for (int k = 0; k < 8; k++) {
        int later = hubs + random.nextInt(30);
        boolean isBack = from >= hubs && (later <= from || k == 0);
        out.put(isBack ? random.nextInt(hubs) : later, fraction(1 + random.nextInt(1_000)));
      }
      flows.add(out);
    }
    return flows;
  }

  static Rational fraction(int bps) {
    return Rational.of(BigInteger.valueOf(bps), BigInteger.valueOf(10_000));
  }

  private static void assertFlows(List<Map<Integer, Rational>> flows, Random random) {
    int size = flows.size();
    Cycle cycle = new Cycle(size, new Effort(1));
    for (int from = 0; from < size; from++) {
      int at = from;
      flows.get(from).forEach((to, fraction) -> cycle.add(at, to, fraction));
    }
    cycle.prepare();
    for (int asset = 0; asset < 2; asset++) {
      Rational[] inflow = new Rational[size];
      Arrays.fill(inflow, Rational.ZERO);
      inflow[random.nextInt(size)] = Rational.of(1 + random.nextInt(1_000));
      inflow[0] = inflow[0].plus(fraction(7));
      Rational[] gross = cycle.solve(inflow);
      Rational[] comes = inflow.clone();
      for (int from = 0; from < size; from++) {
        for (Map.Entry<Integer, Rational> each : flows.get(from).entrySet()) {
          int to = each.getKey();
          comes[to] = comes[to].plus(gross[from].times(each.getValue()));
        }
      }
      assertEquals(Arrays.asList(comes), Arrays.asList(gross), size + " states");
    }
  }

  @Test
  void shouldGiveEachStateWhatComesFromOutsideAndFromTheOthers() {
    Random random = new Random(3);
    for (int size : new int[] {1, 2, 3, 5, 8, 12, 13, 14, 20, 40}) {
      for (int ways = 1; ways <= 5; ways++) {
        assertFlows(flows(size, ways, random), random);
      }
    }
  }

  /** A few hubs are on all cycles: without them everything runs one way. */
  @Test
  void shouldSolveLongWaysBetweenAFewHubs() {
    Random random = new Random(4);
    for (int hubs : new int[] {1, 3, 11, 12, 13}) {
      assertFlows(hubs(hubs, random), random);
    }
  }

  @Test
  void shouldLetMoneyOfStatesThatShareAlikeMeet() {
    Cycle cycle = new Cycle(3, new Effort(1));
    int meeting = cycle.meeting(List.of(0, 1));
    cycle.add(meeting, 2, fraction(5_000));
    cycle.add(2, 0, fraction(2_500));
    cycle.prepare();
    Rational[] gross =
        cycle.solve(new Rational[] {Rational.of(70), Rational.of(70), Rational.ZERO});
    assertEquals(Rational.of(90), gross[0]);
    assertEquals(Rational.of(70), gross[1]);
    assertEquals(Rational.of(80), gross[2]);
    assertEquals(Rational.of(160), gross[meeting]);
  }

  @Test
  void shouldCountWorkUpToTheLimitAndRefuseMore() {
    Effort effort = new Effort(2);
    effort.steps(19_999_999_990L);
    effort.affordsForEach(5);
    assertThrows(PlanRefusedException.class, () -> effort.affordsForEach(6));
    assertThrows(PlanRefusedException.class, () -> effort.steps(11));
    effort.multiplies(64, 32);
    effort.steps(4);
    assertThrows(PlanRefusedException.class, () -> effort.steps(1));
    effort.keeps(2_000_000_000L);
    effort.keeps(1_000_000_000L);
    PlanRefusedException refused = assertThrows(PlanRefusedException.class, () -> effort.keeps(1));
    assertTrue(refused.toString().contains("3000000000 bits"), refused.toString());
  }
}
