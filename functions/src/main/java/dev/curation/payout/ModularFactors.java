package dev.curation.payout;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Sparse equations modulo a prime, eliminated once and solved for many right sides. Next comes
 * always the pivot that makes the fewest new coefficients (Markowitz 1957).
 */
final class ModularFactors {
  /** One pivot: its multiples leave the rows of {@code below}, and it needs {@code right}. */
  private static final class Step {
    final int row;
    final long inverse;
    final int[] below;
    final long[] factors;
    final int[] right;
    final long[] coefficients;

    Step(int row, long inverse, int[] below, long[] factors, int[] right, long[] coefficients) {
      this.row = row;
      this.inverse = inverse;
      this.below = below;
      this.factors = factors;
      this.right = right;
      this.coefficients = coefficients;
    }
  }

  private record Candidate(long product, int row) implements Comparable<Candidate> {
    @Override
    public int compareTo(Candidate other) {
      int byProduct = Long.compare(product, other.product);
      return byProduct != 0 ? byProduct : Integer.compare(row, other.row);
    }
  }

  private final long prime;
  private final Effort effort;
  private final List<Map<Integer, Long>> rows = new ArrayList<>();
  private final List<Set<Integer>> columns = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private long coefficients;
  private long entries;

  private ModularFactors(List<Map<Integer, BigInteger>> all, long prime, Effort effort) {
    this.prime = prime;
    this.effort = effort;
    BigInteger modulus = BigInteger.valueOf(prime);
    all.forEach(row -> columns.add(new HashSet<>()));
    for (int i = 0; i < all.size(); i++) {
      int row = i;
      Map<Integer, Long> reduced = new HashMap<>();
      all.get(i)
          .forEach(
              (column, value) -> {
                reduced.put(column, value.mod(modulus).longValueExact());
                columns.get(column).add(row);
              });
      rows.add(reduced);
      entries += reduced.size();
    }
  }

  /**
   * Empty: the prime divides a pivot, another one has to be taken.
   *
   * @param uses what will be done with each coefficient for each asset, in steps at least: so many
   *     that they cannot all be used are not looked for
   */
  static Optional<ModularFactors> of(
      List<Map<Integer, BigInteger>> rows, long prime, long uses, Effort effort) {
    ModularFactors factors = new ModularFactors(rows, prime, effort);
    return factors.eliminate(uses) ? Optional.of(factors) : Optional.empty();
  }

  /** How many there are in all factors. */
  long coefficients() {
    return coefficients;
  }

  private long product(int row) {
    return (rows.get(row).size() - 1L) * (columns.get(row).size() - 1L);
  }

  private boolean eliminate(long uses) {
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    boolean[] done = new boolean[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      queue.add(new Candidate(product(i), i));
    }
    while (!queue.isEmpty()) {
      Candidate best = queue.remove();
      int row = best.row();
      if (done[row] || product(row) != best.product()) {
        continue;
      }
      if (rows.get(row).getOrDefault(row, 0L) == 0) {
        return false;
      }
      done[row] = true;
      // An entry of a map costs as much as many machine words.
      effort.steps(64 * (best.product() + 1));
      for (int changed : eliminate(row)) {
        queue.add(new Candidate(product(changed), changed));
      }
      // What is in the equations now will be in the factors.
      effort.affordsForEach((coefficients + entries) * uses);
    }
    return true;
  }

  private Set<Integer> eliminate(int row) {
    Map<Integer, Long> own = rows.get(row);
    long pivot = own.getOrDefault(row, 0L);
    long inverse = BigInteger.valueOf(pivot).modInverse(BigInteger.valueOf(prime)).longValueExact();
    own.remove(row);
    columns.get(row).remove(row);
    int[] below = columns.get(row).stream().mapToInt(Integer::intValue).toArray();
    int[] right = own.keySet().stream().mapToInt(Integer::intValue).toArray();
    long[] values = new long[right.length];
    for (int j = 0; j < right.length; j++) {
      values[j] = own.getOrDefault(right[j], 0L);
      columns.get(right[j]).remove(row);
    }
    long[] factors = new long[below.length];
    Set<Integer> changed = new HashSet<>();
    for (int i = 0; i < below.length; i++) {
      Map<Integer, Long> other = rows.get(below[i]);
      factors[i] = other.getOrDefault(row, 0L) * inverse % prime;
      other.remove(row);
      int before = other.size();
      changed.add(below[i]);
      for (int j = 0; j < right.length; j++) {
        long taken = prime - factors[i] * values[j] % prime;
        other.merge(right[j], taken % prime, (a, b) -> (a + b) % prime);
        columns.get(right[j]).add(below[i]);
      }
      entries += other.size() - before;
    }
    for (int column : right) {
      changed.add(column);
    }
    coefficients += below.length + right.length;
    entries -= 1 + below.length + right.length;
    steps.add(new Step(row, inverse, below, factors, right, values));
    return changed;
  }

  /** Solves in place. */
  void solve(long[] values) {
    for (Step step : steps) {
      long own = values[step.row];
      for (int i = 0; own != 0 && i < step.below.length; i++) {
        int row = step.below[i];
        values[row] = (values[row] + (prime - step.factors[i]) * own) % prime;
      }
    }
    for (int k = steps.size() - 1; k >= 0; k--) {
      Step step = steps.get(k);
      long sum = values[step.row];
      for (int j = 0; j < step.right.length; j++) {
        sum = (sum + (prime - step.coefficients[j]) * values[step.right[j]]) % prime;
      }
      values[step.row] = sum * step.inverse % prime;
    }
  }
}
