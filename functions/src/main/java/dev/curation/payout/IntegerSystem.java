package dev.curation.payout;

import dev.curation.money.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The equations of a core, each multiplied until all its coefficients are whole. */
final class IntegerSystem {
  /** Numerators over one divisor. */
  record Quotients(List<BigInteger> numerators, BigInteger divisor) {}

  /** Solves integer equations exactly. */
  interface Solver {
    Quotients solve(BigInteger[] right);
  }

  private final List<Map<Integer, BigInteger>> rows;
  private final List<BigInteger> factors;
  private final Solver solver;

  private IntegerSystem(
      List<Map<Integer, BigInteger>> rows, List<BigInteger> factors, Solver solver) {
    this.rows = rows;
    this.factors = factors;
    this.solver = solver;
  }

  /**
   * @param columns by state: what feeds it, as fractions of these
   * @param isSmall whether determinants are cheap
   */
  static IntegerSystem of(List<Map<Integer, Rational>> columns, Effort effort, boolean isSmall) {
    List<Map<Integer, BigInteger>> rows = new ArrayList<>();
    List<BigInteger> factors = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Map<Integer, Rational> column = columns.get(i);
      BigInteger factor = BigInteger.ONE;
      for (Rational each : column.values()) {
        factor = commonMultiple(factor, each.denominator());
      }
      Map<Integer, BigInteger> row = new TreeMap<>();
      row.put(i, factor);
      for (Map.Entry<Integer, Rational> each : column.entrySet()) {
        row.merge(each.getKey(), whole(each.getValue().negate(), factor), BigInteger::add);
      }
      rows.add(row);
      factors.add(factor);
    }
    Solver solver = isSmall ? new DeterminantSolver(rows, effort) : new LiftingSolver(rows, effort);
    return new IntegerSystem(rows, factors, solver);
  }

  private static BigInteger commonMultiple(BigInteger a, BigInteger b) {
    if (a.equals(b) || b.equals(BigInteger.ONE)) {
      return a;
    }
    return a.equals(BigInteger.ONE) ? b : a.divide(Rational.commonFactor(a, b)).multiply(b);
  }

  private static BigInteger whole(Rational value, BigInteger factor) {
    return value.numerator().multiply(factor.divide(value.denominator()));
  }

  List<Rational> solve(List<Rational> inflow) {
    BigInteger common = BigInteger.ONE;
    List<BigInteger> denominators = new ArrayList<>();
    for (int i = 0; i < inflow.size(); i++) {
      BigInteger denominator = inflow.get(i).denominator();
      // Mostly they share nearly everything, as they come from the same fractions.
      denominators.add(denominator.divide(Rational.commonFactor(denominator, factors.get(i))));
      common = commonMultiple(common, denominators.get(i));
    }
    BigInteger[] right = new BigInteger[rows.size()];
    for (int i = 0; i < right.length; i++) {
      BigInteger denominator = inflow.get(i).denominator();
      BigInteger rest = factors.get(i).divide(denominator.divide(denominators.get(i)));
      right[i] =
          inflow.get(i).numerator().multiply(rest).multiply(common.divide(denominators.get(i)));
    }
    Quotients solved = solver.solve(right);
    BigInteger divisor = solved.divisor().multiply(common);
    List<Rational> gross = new ArrayList<>();
    for (BigInteger numerator : solved.numerators()) {
      gross.add(Rational.over(numerator, divisor));
    }
    return gross;
  }
}
