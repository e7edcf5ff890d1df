package dev.curation.payout;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Many sparse equations with short coefficients: solved modulo a prime, lifted digit by digit to so
 * high a power of it that only one fraction with a numerator and denominator within Hadamard's
 * bound is left (Dixon 1982).
 */
final class LiftingSolver implements IntegerSystem.Solver {
  private static final long[] PRIMES = {2_147_483_647L, 2_147_483_629L, 2_147_483_587L};

  /** Digits have 31 bits, less a little. */
  private static final int BITS_PER_DIGIT = 30;

  /** For each coefficient of the factors and each digit. */
  private static final long STEPS_EACH = 4;

  private final int[][] columns;
  private final BigInteger[][] values;
  private final ModularFactors factors;
  private final BigInteger prime;
  private final Effort effort;
  private final long boundBits;
  private final long coefficients;
  private final Map<Integer, BigInteger> powers = new HashMap<>();

  /** Of the latest solution: most probably of the next one too. */
  private BigInteger divisor = BigInteger.ONE;

  LiftingSolver(List<Map<Integer, BigInteger>> rows, Effort effort) {
    this.effort = effort;
    columns = new int[rows.size()][];
    values = new BigInteger[rows.size()][];
    long bound = 0;
    long number = 0;
    for (int i = 0; i < rows.size(); i++) {
      Map<Integer, BigInteger> row = rows.get(i);
      columns[i] = row.keySet().stream().mapToInt(Integer::intValue).toArray();
      values[i] = row.values().toArray(BigInteger[]::new);
      BigInteger squares =
          row.values().stream().map(v -> v.multiply(v)).reduce(BigInteger.ZERO, BigInteger::add);
      bound += (squares.bitLength() + 1) / 2;
      number += columns[i].length;
    }
    boundBits = bound;
    coefficients = number;
    // Before anything is begun: so many digits of so many states.
    effort.keeps(2 * bound * rows.size());
    long chosen = 0;
    Optional<ModularFactors> found = Optional.empty();
    for (int i = 0; found.isEmpty() && i < PRIMES.length; i++) {
      chosen = PRIMES[i];
      found = ModularFactors.of(rows, chosen, STEPS_EACH * (2 * bound / BITS_PER_DIGIT), effort);
    }
    prime = BigInteger.valueOf(chosen);
    factors =
        found.orElseThrow(
            () -> PlanRefusal.TOO_COMPLEX.of("routes", rows.size(), "no prime divides no pivot"));
  }

  @Override
  public IntegerSystem.Quotients solve(BigInteger[] right) {
    int longest = 1;
    for (BigInteger each : right) {
      longest = Math.max(longest, each.bitLength());
    }
    long numeratorBits = boundBits + longest + 32;
    int digits = Math.toIntExact((numeratorBits + boundBits + 2) / BITS_PER_DIGIT + 1);
    effort.steps(digits * (STEPS_EACH * factors.coefficients() + 30 * coefficients));
    int[][] lifted = lift(right, digits);
    return reconstruct(lifted, digits, BigInteger.ONE.shiftLeft(Math.toIntExact(numeratorBits)));
  }

  /** The digits of each unknown, lowest first. */
  private int[][] lift(BigInteger[] right, int digits) {
    int size = right.length;
    BigInteger[] rest = right.clone();
    int[][] lifted = new int[size][digits];
    long[] digit = new long[size];
    for (int k = 0; k < digits; k++) {
      for (int i = 0; i < size; i++) {
        digit[i] = rest[i].mod(prime).longValueExact();
      }
      factors.solve(digit);
      for (int i = 0; i < size; i++) {
        BigInteger sum = rest[i];
        for (int j = 0; j < columns[i].length; j++) {
          long factor = digit[columns[i][j]];
          if (factor != 0) {
            sum = sum.subtract(values[i][j].multiply(BigInteger.valueOf(factor)));
          }
        }
        rest[i] = sum.divide(prime);
        lifted[i][k] = (int) digit[i];
      }
    }
    return lifted;
  }

  private BigInteger power(int exponent) {
    return powers.computeIfAbsent(exponent, prime::pow);
  }

  private BigInteger joined(int[] digits, int from, int to) {
    if (to - from == 1) {
      return BigInteger.valueOf(digits[from]);
    }
    int middle = (from + to) / 2;
    return joined(digits, from, middle)
        .add(joined(digits, middle, to).multiply(power(middle - from)));
  }

  private IntegerSystem.Quotients reconstruct(int[][] lifted, int digits, BigInteger bound) {
    BigInteger modulus = power(digits);
    BigInteger[] numerators = new BigInteger[lifted.length];
    BigInteger common = divisor;
    BigInteger[] divisors = new BigInteger[lifted.length];
    for (int i = 0; i < lifted.length; i++) {
      effort.multiplies(modulus.bitLength(), common.bitLength());
      BigInteger value = joined(lifted[i], 0, digits).multiply(common).mod(modulus);
      BigInteger symmetric =
          value.compareTo(modulus.shiftRight(1)) > 0 ? value.subtract(modulus) : value;
      if (symmetric.abs().compareTo(bound) > 0) {
        BigInteger more = denominator(value, modulus, bound);
        common = common.multiply(more);
        symmetric = value.multiply(more).mod(modulus);
        if (symmetric.compareTo(modulus.shiftRight(1)) > 0) {
          symmetric = symmetric.subtract(modulus);
        }
      }
      numerators[i] = symmetric;
      divisors[i] = common;
    }
    for (int i = 0; i < numerators.length; i++) {
      if (!divisors[i].equals(common)) {
        numerators[i] = numerators[i].multiply(common.divide(divisors[i]));
      }
    }
    divisor = common;
    return new IntegerSystem.Quotients(List.of(numerators), common);
  }

  /** Euclid's algorithm, until the numerator is within the bound. */
  private BigInteger denominator(BigInteger value, BigInteger modulus, BigInteger bound) {
    effort.steps((long) modulus.bitLength() * (modulus.bitLength() / 16 + 1));
    BigInteger earlier = modulus;
    BigInteger now = value;
    BigInteger earlierFactor = BigInteger.ZERO;
    BigInteger factor = BigInteger.ONE;
    while (now.compareTo(bound) > 0) {
      BigInteger[] parts = earlier.divideAndRemainder(now);
      BigInteger next = earlierFactor.subtract(parts[0].multiply(factor));
      earlier = now;
      now = parts[1];
      earlierFactor = factor;
      factor = next;
    }
    return factor.abs();
  }
}
