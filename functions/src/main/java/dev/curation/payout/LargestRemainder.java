package dev.curation.payout;

import dev.curation.money.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Shares whole units in proportion to weights (Hamilton; specs/payout-plan.md, section 4): each
 * quota rounded down, the missing units one each to the largest remainders, ties to who comes
 * first. Long fractions are compared by their leading bits, and exactly where these do not decide.
 */
final class LargestRemainder {
  /** So many binary places of a quota decide nearly always. */
  private static final int PLACES = 192;

  private final BigInteger units;
  private final List<Rational> weights;
  private final Rational total;
  private @Nullable Rational perWeight;

  private LargestRemainder(BigInteger units, List<Rational> weights, Rational total) {
    this.units = units;
    this.weights = weights;
    this.total = total;
  }

  /**
   * @param weights not negative, in the order of their keys
   * @param total the sum of the weights
   * @return as many numbers; they sum to the units, unless all weights are 0: then all are 0
   */
  static List<BigInteger> share(BigInteger units, List<Rational> weights, Rational total) {
    if (total.isZero() || units.signum() == 0) {
      return weights.stream().map(weight -> BigInteger.ZERO).toList();
    }
    return new LargestRemainder(units, weights, total).share();
  }

  /** A quota between {@code low} and {@code high}, times 2^PLACES. */
  private final class Quota implements Comparable<Quota> {
    final int index;
    private final BigInteger low;
    private final BigInteger high;
    final BigInteger floor;
    private @Nullable Rational remainder;

    Quota(int index, BigInteger low, BigInteger high) {
      this.index = index;
      BigInteger below = low.shiftRight(PLACES);
      boolean isDecided = below.equals(high.shiftRight(PLACES));
      this.floor = isDecided ? below : exact(index).floor();
      BigInteger whole = floor.shiftLeft(PLACES);
      this.low = low.subtract(whole);
      this.high = high.subtract(whole);
    }

    private Rational remainder() {
      Rational known = remainder;
      if (known == null) {
        known = exact(index).minus(Rational.of(floor));
        remainder = known;
      }
      return known;
    }

    /** The largest remainder first. */
    @Override
    public int compareTo(Quota other) {
      if (low.compareTo(other.high) > 0) {
        return -1;
      }
      if (high.compareTo(other.low) < 0) {
        return 1;
      }
      int byRemainder = other.remainder().compareTo(remainder());
      return byRemainder != 0 ? byRemainder : Integer.compare(index, other.index);
    }
  }

  private Rational exact(int index) {
    Rational known = perWeight;
    if (known == null) {
      Rational all = Rational.of(units);
      known = total.equals(all) ? Rational.ONE : all.times(total.inverse());
      perWeight = known;
    }
    return weights.get(index).times(known);
  }

  private List<BigInteger> share() {
    // So many places that what is left out cannot be seen in a quota's own.
    int more = PLACES + units.bitLength() + 64 + bitsBelowOne();
    BigInteger whole = total.below(more);
    BigInteger error = BigInteger.TWO;
    List<BigInteger> floors = new ArrayList<>();
    List<Quota> quotas = new ArrayList<>();
    BigInteger missing = units;
    for (int i = 0; i < weights.size(); i++) {
      BigInteger weight = weights.get(i).below(more);
      BigInteger low = weight.multiply(units).shiftLeft(PLACES).divide(whole.add(error));
      BigInteger most = weight.add(error).multiply(units).shiftLeft(PLACES);
      BigInteger high = most.divide(whole).add(BigInteger.ONE);
      Quota quota = new Quota(i, low, weights.get(i).isZero() ? BigInteger.ZERO : high);
      quotas.add(quota);
      floors.add(quota.floor);
      missing = missing.subtract(quota.floor);
    }
    if (missing.signum() > 0) {
      quotas.sort(null);
      for (Quota quota : quotas.subList(0, missing.intValueExact())) {
        floors.set(quota.index, floors.get(quota.index).add(BigInteger.ONE));
      }
    }
    return floors;
  }

  private int bitsBelowOne() {
    return Math.max(0, total.denominator().bitLength() - total.numerator().bitLength() + 1);
  }
}
