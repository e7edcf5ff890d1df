package dev.curation.payout;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * A few equations with coefficients of any length: elimination without fractions (Bareiss 1968).
 */
final class DeterminantSolver implements IntegerSystem.Solver {
  private final List<Map<Integer, BigInteger>> rows;
  private final Effort effort;

  DeterminantSolver(List<Map<Integer, BigInteger>> rows, Effort effort) {
    this.rows = rows;
    this.effort = effort;
  }

  @Override
  public IntegerSystem.Quotients solve(BigInteger[] right) {
    int size = right.length;
    BigInteger[][] a = new BigInteger[size][size + 1];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        a[i][j] = rows.get(i).getOrDefault(j, BigInteger.ZERO);
      }
      a[i][size] = right[i];
    }
    BigInteger before = BigInteger.ONE;
    for (int k = 0; k < size; k++) {
      // A flow that ends has a positive leading minor of every size, so no rows are swapped.
      for (int i = k + 1; i < size; i++) {
        for (int j = k + 1; j <= size; j++) {
          effort.multiplies(a[i][j].bitLength(), a[k][k].bitLength());
          a[i][j] = a[i][j].multiply(a[k][k]).subtract(a[i][k].multiply(a[k][j])).divide(before);
        }
      }
      before = a[k][k];
    }
    return new IntegerSystem.Quotients(List.of(backwards(a, before)), before);
  }

  private static BigInteger[] backwards(BigInteger[][] a, BigInteger determinant) {
    int size = a.length;
    BigInteger[] solved = new BigInteger[size];
    for (int i = size - 1; i >= 0; i--) {
      BigInteger sum = determinant.multiply(a[i][size]);
      for (int j = i + 1; j < size; j++) {
        sum = sum.subtract(a[i][j].multiply(solved[j]));
      }
      solved[i] = sum.divide(a[i][i]);
    }
    return solved;
  }
}
