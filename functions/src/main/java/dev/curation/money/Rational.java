package dev.curation.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exact rational number. It is brought to lowest terms when it is written, and before that only
 * where it costs little; numbers solved together share one large divisor, so that adding them does
 * not look for common factors of what is the same.
 */
public final class Rational implements Comparable<Rational> {
  public static final Rational ZERO = of(0);
  public static final Rational ONE = of(1);

  /** Up to this many bits a common factor is found at once. */
  private static final int CHEAP_BITS = 2048;

  /** A prime. */
  private static final BigInteger CHECK = BigInteger.ONE.shiftLeft(521).subtract(BigInteger.ONE);

  private static final int LONG_BITS = 4_096;
  private static final int EUCLID_STEPS = 120;

  private final BigInteger numerator;
  private final BigInteger own;

  /**
   * Mostly the same object, so that comparing costs nothing. The value is numerator / (own *
   * shared).
   */
  private final BigInteger shared;

  private Rational(BigInteger numerator, BigInteger own, BigInteger shared) {
    this.numerator = numerator;
    this.own = own;
    this.shared = shared;
  }

  public static Rational of(long whole) {
    return of(BigInteger.valueOf(whole));
  }

  public static Rational of(BigInteger whole) {
    return new Rational(whole, BigInteger.ONE, BigInteger.ONE);
  }

  /**
   * @throws ArithmeticException if the denominator is 0
   */
  public static Rational of(BigInteger numerator, BigInteger denominator) {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("denominator 0");
    }
    BigInteger factor = numerator.gcd(denominator);
    BigInteger signed = denominator.signum() < 0 ? factor.negate() : factor;
    return new Rational(numerator.divide(signed), denominator.divide(signed), BigInteger.ONE);
  }

  /**
   * One of several numbers over the same divisor.
   *
   * @param divisor positive; the same object for all of them
   */
  public static Rational over(BigInteger numerator, BigInteger divisor) {
    if (divisor.bitLength() <= CHEAP_BITS) {
      return of(numerator, divisor);
    }
    return numerator.signum() == 0 ? ZERO : new Rational(numerator, BigInteger.ONE, divisor);
  }

  /** The sum, added in pairs: numbers grow only as fast as they have to. */
  public static Rational sum(List<Rational> terms) {
    List<Rational> level = terms;
    while (level.size() > 1) {
      List<Rational> next = new ArrayList<>((level.size() + 1) / 2);
      for (int i = 0; i < level.size(); i += 2) {
        next.add(i + 1 < level.size() ? level.get(i).plus(level.get(i + 1)) : level.get(i));
      }
      level = next;
    }
    return level.isEmpty() ? ZERO : level.get(0);
  }

  /**
   * Whether numbers sum to a whole one, looked at modulo 2^521-1: long fractions need not be
   * brought to one denominator for it. A sum that is wrong for any cause but malice shows.
   */
  public static boolean isSum(Collection<Rational> terms, BigInteger whole) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger divisor = BigInteger.ONE;
    for (Rational term : terms) {
      BigInteger its = term.own.mod(CHECK).multiply(term.shared.mod(CHECK)).mod(CHECK);
      sum = sum.multiply(its).add(term.numerator.mod(CHECK).multiply(divisor)).mod(CHECK);
      divisor = divisor.multiply(its).mod(CHECK);
    }
    return divisor.signum() == 0
        ? sum(List.copyOf(terms)).equals(of(whole))
        : sum.equals(whole.multiply(divisor).mod(CHECK));
  }

  public Rational plus(Rational other) {
    if (isZero()) {
      return other;
    }
    if (other.isZero()) {
      return this;
    }
    if (shared.equals(other.shared)) {
      return plusOverTheSame(other);
    }
    if (!isShared()) {
      return new Rational(numerator.multiply(other.shared), own, other.shared)
          .plusOverTheSame(other);
    }
    return !other.isShared() ? other.plus(this) : alone().plusOverTheSame(other.alone());
  }

  private Rational plusOverTheSame(Rational other) {
    if (own.equals(other.own)) {
      return reducedWhereCheap(numerator.add(other.numerator), own, own, shared);
    }
    BigInteger factor = commonFactor(own, other.own);
    BigInteger mine = own.divide(factor);
    BigInteger sum =
        numerator.multiply(other.own.divide(factor)).add(other.numerator.multiply(mine));
    return reducedWhereCheap(sum, mine.multiply(other.own), factor, shared);
  }

  /**
   * @param candidates holds all factors that the two can have in common
   */
  private static Rational reducedWhereCheap(
      BigInteger numerator, BigInteger own, BigInteger candidates, BigInteger shared) {
    if (numerator.signum() == 0) {
      return ZERO;
    }
    BigInteger factor = cheapFactor(candidates, numerator);
    return new Rational(numerator.divide(factor), own.divide(factor), shared);
  }

  /**
   * A common factor of two positive numbers: the greatest, unless they are so long and so little
   * related that looking for it costs more than it saves; then 1.
   */
  public static BigInteger commonFactor(BigInteger a, BigInteger b) {
    if (Math.min(a.bitLength(), b.bitLength()) <= LONG_BITS) {
      return a.gcd(b);
    }
    // What comes from the same fractions is the same but for some small factors: few steps of
    // Euclid.
    BigInteger larger = a.max(b);
    BigInteger smaller = a.min(b);
    for (int step = 0; step < EUCLID_STEPS; step++) {
      BigInteger rest = larger.mod(smaller);
      if (rest.signum() == 0) {
        return smaller;
      }
      larger = smaller;
      smaller = rest;
    }
    return BigInteger.ONE;
  }

  private static BigInteger cheapFactor(BigInteger a, BigInteger b) {
    return Math.min(a.bitLength(), b.bitLength()) <= CHEAP_BITS ? a.gcd(b) : BigInteger.ONE;
  }

  private boolean isShared() {
    return !shared.equals(BigInteger.ONE);
  }

  private Rational alone() {
    return new Rational(numerator, denominator(), BigInteger.ONE);
  }

  public Rational negate() {
    return new Rational(numerator.negate(), own, shared);
  }

  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  public Rational times(Rational other) {
    if (isZero() || other.isZero()) {
      return ZERO;
    }
    if (isShared() && other.isShared()) {
      return times(other.alone());
    }
    BigInteger left = cheapFactor(numerator, other.own);
    BigInteger right = cheapFactor(other.numerator, own);
    return new Rational(
        numerator.divide(left).multiply(other.numerator.divide(right)),
        own.divide(right).multiply(other.own.divide(left)),
        isShared() ? shared : other.shared);
  }

  /**
   * @throws ArithmeticException if it is 0
   */
  public Rational inverse() {
    if (isZero()) {
      throw new ArithmeticException("0 has no inverse");
    }
    BigInteger upper = denominator();
    BigInteger factor = commonFactor(upper, numerator.abs());
    BigInteger signed = numerator.signum() < 0 ? factor.negate() : factor;
    return new Rational(upper.divide(signed), numerator.divide(signed), BigInteger.ONE);
  }

  /** The numerator; not always in lowest terms. */
  public BigInteger numerator() {
    return numerator;
  }

  /** The denominator, positive; not always in lowest terms. */
  public BigInteger denominator() {
    return isShared() ? own.multiply(shared) : own;
  }

  /** The length of the part of the denominator that is not shared. */
  public int ownBits() {
    return own.bitLength();
  }

  /** How much memory the parts of its own need. */
  public long bits() {
    return (long) numerator.bitLength() + own.bitLength();
  }

  /** floor(this), of what is not negative. */
  public BigInteger floor() {
    return numerator.divide(denominator());
  }

  /**
   * A lower bound of this * 2^places, of what is not negative; it is too small by 2 at most. Looks
   * at the leading bits only.
   */
  public BigInteger below(int places) {
    int size = Math.max(0, numerator.bitLength() - own.bitLength() - shared.bitLength() + 2);
    int kept = size + places + 8;
    int cutShared = Math.max(0, shared.bitLength() - kept);
    int cutOwn = Math.max(0, own.bitLength() - kept);
    BigInteger divisor = upwards(shared, cutShared).multiply(upwards(own, cutOwn));
    int cut = Math.max(0, numerator.bitLength() - kept);
    int shift = cut + places - cutShared - cutOwn;
    return shift >= 0
        ? numerator.shiftRight(cut).shiftLeft(shift).divide(divisor)
        : numerator.shiftRight(cut).divide(divisor.shiftLeft(-shift));
  }

  private static BigInteger upwards(BigInteger value, int cut) {
    return cut == 0 ? value : value.shiftRight(cut).add(BigInteger.ONE);
  }

  public boolean isZero() {
    return numerator.signum() == 0;
  }

  public int signum() {
    return numerator.signum();
  }

  @Override
  public int compareTo(Rational other) {
    if (shared.equals(other.shared)) {
      return numerator.multiply(other.own).compareTo(other.numerator.multiply(own));
    }
    return numerator
        .multiply(other.denominator())
        .compareTo(other.numerator.multiply(denominator()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rational rational && compareTo(rational) == 0;
  }

  @Override
  public int hashCode() {
    Rational lowest = of(numerator, denominator());
    return lowest.numerator.hashCode() * 31 + lowest.own.hashCode();
  }

  /** In lowest terms: {@code n/d}, or {@code n} if it is whole. */
  @Override
  public String toString() {
    Rational lowest = of(numerator, denominator());
    return lowest.own.equals(BigInteger.ONE)
        ? lowest.numerator.toString()
        : lowest.numerator + "/" + lowest.own;
  }
}
