package dev.curation.apr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.VoteHours;
import dev.curation.money.Wei;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rates of all sizes equal those of a model that knows fractions of integers only. */
class RandomAprTest {
  private static final int ROUNDS = 20_000;
  private static final BigInteger YEAR = BigInteger.valueOf(31_557_600_000L);

  private final Random random = new Random(20_261_121);
  private int ties;
  private int zeros;

  /** A numerator and a denominator in lowest terms. */
  private record Fraction(BigInteger n, BigInteger d) {
    static Fraction of(BigInteger n, BigInteger d) {
      BigInteger gcd = n.gcd(d);
      return new Fraction(n.divide(gcd), d.divide(gcd));
    }

    Fraction times(BigInteger factor) {
      return of(n.multiply(factor), d);
    }

    Fraction over(Fraction other) {
      return of(n.multiply(other.d), d.multiply(other.n));
    }

    Fraction times(Fraction other) {
      return of(n.multiply(other.n), d.multiply(other.d));
    }

    /** Twice the fraction and one, halved and floored, is the fraction rounded half-up. */
    BigInteger halfUp() {
      return n.shiftLeft(1).add(d).divide(d.shiftLeft(1));
    }

    boolean isTie() {
      return d.equals(BigInteger.TWO);
    }
  }

  /** The percentage in units of 10^-8, before it is rounded. */
  private static Fraction model(
      Wei interest, VoteHours held, long hours, BigDecimal price, long duration) {
    if (held.votes().signum() == 0 || held.weighted().signum() == 0 || price.signum() == 0) {
      return Fraction.of(BigInteger.ZERO, BigInteger.ONE);
    }
    Fraction eth = Fraction.of(price.unscaledValue(), BigInteger.TEN.pow(price.scale()));
    Fraction perToken =
        Fraction.of(held.weighted(), held.votes().multiply(BigInteger.valueOf(1_000_000)));
    Fraction votes = Fraction.of(held.votes(), BigInteger.valueOf(hours));
    Fraction principalWei = eth.over(perToken).times(votes).times(BigInteger.TEN.pow(18));
    return Fraction.of(interest.value(), BigInteger.ONE)
        .over(principalWei)
        .times(Fraction.of(YEAR, BigInteger.valueOf(duration)))
        .times(BigInteger.TEN.pow(10));
  }

  private BigInteger upTo(int bits) {
    return new BigInteger(random.nextInt(bits + 1), random);
  }

  /** Now and then a tie: powers of ten and two for a year. */
  private long duration() {
    return random.nextBoolean()
        ? YEAR.longValueExact()
        : 1 + random.nextLong(YEAR.longValueExact());
  }

  private VoteHours held() {
    BigInteger votes = upTo(63);
    return random.nextInt(3) == 0
        ? new VoteHours(votes, votes.multiply(BigInteger.valueOf(1_000_000L << random.nextInt(3))))
        : new VoteHours(votes, votes.signum() == 0 ? BigInteger.ZERO : upTo(86));
  }

  private BigDecimal price() {
    return random.nextInt(3) == 0
        ? BigDecimal.valueOf(1L << random.nextInt(40), random.nextInt(18))
        : new BigDecimal(upTo(100), random.nextInt(37));
  }

  private Wei interest() {
    return Wei.of(
        random.nextBoolean()
            ? BigInteger.TEN.pow(random.nextInt(60)).multiply(upTo(8))
            : upTo(256));
  }

  /** One vote at one per token of one ETH for a year: any number of wei that ends in a half. */
  private void compareNearTies() {
    VoteHours one = new VoteHours(BigInteger.ONE, BigInteger.valueOf(1_000_000));
    BigInteger unit = BigInteger.TEN.pow(8);
    BigInteger half = upTo(200).multiply(unit).add(unit.shiftRight(1));
    for (int off = -1; off <= 1; off++) {
      compare(
          Wei.of(half.add(BigInteger.valueOf(off))), one, 1, BigDecimal.ONE, YEAR.longValueExact());
    }
  }

  private void compare(Wei interest, VoteHours held, long hours, BigDecimal price, long duration) {
    Fraction exact = model(interest, held, hours, price, duration);
    ties += exact.isTie() ? 1 : 0;
    zeros += exact.n().signum() == 0 ? 1 : 0;
    Apr apr = new Apr(interest, held, hours, TokenPrice.fixed(price), duration);
    assertEquals(new BigDecimal(exact.halfUp(), 8), apr.percent(), apr::toString);
  }

  @Test
  void shouldEqualAModelOfFractions() {
    for (int round = 0; round < ROUNDS; round++) {
      compare(interest(), held(), 1 + random.nextInt(1_000), price(), duration());
      if (round % 20 == 0) {
        compareNearTies();
      }
    }
    assertTrue(ties >= 1_000, ties + " ties");
    assertTrue(zeros >= 500 && zeros < ROUNDS / 2, zeros + " zeros");
  }
}
