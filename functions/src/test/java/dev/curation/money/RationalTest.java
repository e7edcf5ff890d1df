package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Exact rational numbers, checked against plain pairs of numerator and denominator. */
class RationalTest {
  /** Longer than what is reduced at once. */
  private static final BigInteger DIVISOR = oddNumber(2_100, 1);

  private static final BigInteger OTHER_DIVISOR = oddNumber(2_060, 2);
  private static final BigInteger LONG = oddNumber(4_200, 3);

  private static BigInteger oddNumber(int bits, int seed) {
    return new BigInteger(bits, new Random(seed)).setBit(bits - 1).setBit(0);
  }

  /** The same number in two forms. */
  private record Pair(Rational rational, BigInteger upper, BigInteger lower) {
    private static Pair of(Rational rational) {
      return new Pair(rational, rational.numerator(), rational.denominator());
    }
  }

  private static Rational fraction(long numerator, long denominator) {
    return Rational.of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  private static Pair any(Random random) {
    BigInteger numerator = new BigInteger(1 + random.nextInt(90), random);
    BigInteger signed = random.nextBoolean() ? numerator : numerator.negate();
    return switch (random.nextInt(6)) {
      case 0 -> new Pair(Rational.of(signed), signed, BigInteger.ONE);
      case 1 -> shared(signed, DIVISOR);
      case 2 -> shared(signed, OTHER_DIVISOR);
      case 3 -> new Pair(Rational.of(signed, LONG), signed, LONG);
      case 4 -> Pair.of(shared(signed, DIVISOR).rational.times(fraction(7, 12)));
      default -> {
        BigInteger denominator = BigInteger.valueOf(1 + random.nextInt(1_000));
        yield new Pair(Rational.of(signed, denominator), signed, denominator);
      }
    };
  }

  private static Pair shared(BigInteger numerator, BigInteger divisor) {
    return new Pair(Rational.over(numerator, divisor), numerator, divisor);
  }

  private static void assertIs(BigInteger upper, BigInteger lower, Rational rational) {
    assertTrue(rational.denominator().signum() > 0, "denominator " + rational.denominator());
    assertEquals(upper.multiply(rational.denominator()), rational.numerator().multiply(lower));
  }

  @Test
  void shouldCalculateExactlyWhateverTheDenominators() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      Pair a = any(random);
      Pair b = any(random);
      BigInteger lower = a.lower.multiply(b.lower);
      BigInteger left = a.upper.multiply(b.lower);
      BigInteger right = b.upper.multiply(a.lower);
      assertIs(left.add(right), lower, a.rational.plus(b.rational));
      assertIs(left.subtract(right), lower, a.rational.minus(b.rational));
      assertIs(a.upper.multiply(b.upper), lower, a.rational.times(b.rational));
      assertEquals(left.compareTo(right), a.rational.compareTo(b.rational));
      assertEquals(a.upper.signum(), a.rational.signum());
      assertEquals(a.upper.signum() == 0, a.rational.isZero());
      if (b.upper.signum() != 0) {
        assertIs(/* upper= */ b.lower, /* lower= */ b.upper, b.rational.inverse());
      }
    }
  }

  @Test
  void shouldRefuseADenominatorOfZeroAndTheInverseOfZero() {
    assertThrows(ArithmeticException.class, () -> fraction(1, 0));
    ArithmeticException e = assertThrows(ArithmeticException.class, Rational.ZERO::inverse);
    assertEquals("0 has no inverse", e.getMessage());
  }

  @Test
  void shouldBeWrittenInLowestTerms() {
    assertEquals("1/2", fraction(3, 6).toString());
    assertEquals("-1/2", fraction(3, -6).toString());
    assertEquals("-4", fraction(-8, 2).toString());
    assertEquals("0", Rational.over(BigInteger.ZERO, DIVISOR).toString());
    assertEquals("2/3", Rational.over(DIVISOR.shiftLeft(1), DIVISOR).times(fraction(1, 3)) + "");
  }

  @Test
  void shouldEqualTheSameNumberInAnotherForm() {
    Rational shared = Rational.over(DIVISOR.multiply(BigInteger.valueOf(3)), DIVISOR);
    assertEquals(Rational.of(3), shared);
    assertEquals(Rational.of(3).hashCode(), shared.hashCode());
    assertNotEquals(fraction(3, 2).hashCode(), fraction(2, 3).hashCode());
    assertNotEquals(Rational.of(2), shared);
    assertFalse(Rational.of(3).equals((Object) "3"));
  }

  @Test
  void shouldReduceAtOnceWhatIsShort() {
    assertEquals(BigInteger.TWO, fraction(1, 6).plus(fraction(1, 3)).denominator());
    assertEquals(BigInteger.TWO, fraction(1, 4).plus(fraction(1, 4)).denominator());
    assertEquals(BigInteger.ONE, fraction(2, 3).times(fraction(3, 2)).denominator());
    assertEquals(BigInteger.ONE, fraction(5, 7).inverse().times(fraction(5, 7)).denominator());
    assertEquals(
        BigInteger.TWO, Rational.over(BigInteger.TWO, BigInteger.valueOf(4)).denominator());
  }

  /** What is solved together keeps its long divisor apart, through sums, products and signs. */
  @Test
  void shouldKeepALongDivisorApartFromTheDenominatorOfItsOwn() {
    Rational a = Rational.over(BigInteger.valueOf(8), DIVISOR);
    Rational b = Rational.over(BigInteger.valueOf(4), DIVISOR);
    assertEquals(1, a.ownBits());
    assertEquals(4 + 1, a.bits());
    assertEquals(1, a.plus(b).ownBits());
    assertEquals(1, a.negate().ownBits());
    assertEquals(3, a.times(fraction(1, 5)).ownBits());
    assertEquals(3, fraction(1, 5).times(a).ownBits());
    assertEquals(3, a.plus(fraction(1, 5)).ownBits());
    assertEquals(3, fraction(1, 5).plus(a).ownBits());
    assertEquals(2_100, a.times(b).ownBits());
    assertEquals(DIVISOR, a.minus(b).denominator());
  }

  @Test
  void shouldFindTheGreatestCommonFactorUnlessItCostsMoreThanItSaves() {
    BigInteger factor = oddNumber(4_110, 4);
    BigInteger a = factor.multiply(BigInteger.valueOf(35));
    BigInteger b = factor.multiply(BigInteger.valueOf(21));
    assertEquals(factor.multiply(BigInteger.valueOf(7)), Rational.commonFactor(a, b));
    assertEquals(factor.multiply(BigInteger.valueOf(7)), Rational.commonFactor(b, a));
    assertEquals(factor, Rational.commonFactor(factor, a));
    BigInteger even = LONG.shiftLeft(1);
    BigInteger alsoEven = oddNumber(4_150, 5).shiftLeft(1);
    assertEquals(BigInteger.ONE, Rational.commonFactor(even, alsoEven), "too long to be looked at");
    assertEquals(BigInteger.TWO, Rational.commonFactor(even, BigInteger.valueOf(4)));
  }

  @Test
  void shouldAddAnyNumberOfTerms() {
    for (int count = 0; count <= 9; count++) {
      List<Rational> terms = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        terms.add(fraction(i, 2));
      }
      assertEquals(fraction((long) count * (count + 1), 4), Rational.sum(terms), count + " terms");
    }
  }

  @Test
  void shouldCheckSumsOfSharedAndOtherFractions() {
    Rational third = Rational.over(BigInteger.ONE, DIVISOR);
    List<Rational> terms =
        List.of(third, Rational.of(4).minus(third), fraction(1, 2), fraction(1, 2));
    assertTrue(Rational.isSum(terms, BigInteger.valueOf(5)));
    assertFalse(Rational.isSum(terms, BigInteger.valueOf(4)));
    assertTrue(Rational.isSum(List.of(), BigInteger.ZERO));
  }

  @Test
  void shouldRoundDown() {
    assertEquals(BigInteger.valueOf(3), fraction(7, 2).floor());
    assertEquals(BigInteger.valueOf(4), Rational.of(4).floor());
    assertEquals(
        BigInteger.TWO,
        Rational.over(DIVISOR.multiply(BigInteger.valueOf(3)).subtract(BigInteger.ONE), DIVISOR)
            .floor());
  }

  @Test
  void shouldBoundFromBelowByTwoUnitsOfThePlaceAtMost() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      BigInteger upper = new BigInteger(1 + random.nextInt(4_000), random);
      BigInteger lower = new BigInteger(1 + random.nextInt(3_000), random).setBit(0);
      Rational number =
          random.nextBoolean()
              ? Rational.of(upper, lower)
              : Rational.over(upper, DIVISOR).times(Rational.of(BigInteger.ONE, lower));
      int places = random.nextInt(200);
      BigInteger exact = number.numerator().shiftLeft(places).divide(number.denominator());
      BigInteger below = number.below(places);
      assertTrue(below.compareTo(exact) <= 0, "seed 2, number " + i);
      assertTrue(exact.subtract(below).compareTo(BigInteger.TWO) <= 0, "seed 2, number " + i);
    }
    assertEquals(BigInteger.valueOf(12), fraction(3, 2).below(3));
    assertEquals(BigInteger.ZERO, Rational.ZERO.below(64));
  }
}
