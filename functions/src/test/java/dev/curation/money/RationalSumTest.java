package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RationalSumTest {
  private static Rational fraction(long numerator, long denominator) {
    return Rational.of(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  @Test
  void shouldNoticeASumThatIsWrongBySomeFraction() {
    List<Rational> terms = new ArrayList<>();
    Rational sum = Rational.ZERO;
    for (int i = 1; i <= 500; i++) {
      Rational term = fraction(i, 10_007L + i);
      terms.add(term);
      sum = sum.plus(term);
    }
    terms.add(Rational.of(1_000).minus(sum));
    assertTrue(Rational.isSum(terms, BigInteger.valueOf(1_000)));
    assertFalse(Rational.isSum(terms, BigInteger.valueOf(1_001)));
    terms.set(7, terms.get(7).plus(fraction(1, 1_000_000_007)));
    assertFalse(Rational.isSum(terms, BigInteger.valueOf(1_000)));
  }

  @Test
  void shouldAddExactlyWhereADenominatorHidesThePrime() {
    BigInteger prime = BigInteger.ONE.shiftLeft(521).subtract(BigInteger.ONE);
    List<Rational> halves =
        List.of(
            Rational.of(BigInteger.ONE, prime), Rational.of(prime.subtract(BigInteger.ONE), prime));
    assertTrue(Rational.isSum(halves, BigInteger.ONE));
    assertFalse(Rational.isSum(halves, BigInteger.TWO));
  }
}
