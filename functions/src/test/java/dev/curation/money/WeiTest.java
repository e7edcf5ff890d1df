package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeiTest {
  static final BigInteger MAX = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  @Test
  void shouldHoldZeroToTheLargestUnsigned256BitNumber() {
    assertEquals(BigInteger.ZERO, Wei.of(0).value());
    assertEquals(MAX, Wei.of(MAX).value());
    assertEquals(MAX, Wei.parse("feeWei", MAX.toString()).value());
  }

  @Test
  void shouldRefuseNegativeAndTooLargeAmounts() {
    assertThrows(InvalidValueException.class, () -> Wei.of(-1));
    BigInteger tooLarge = MAX.add(BigInteger.ONE);
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> Wei.of(tooLarge));
    assertTrue(e.toString().contains("2^256-1"), e.toString());
    assertThrows(InvalidValueException.class, () -> Wei.parse("feeWei", tooLarge.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "007", "-1", "+1", "1.0", "1e3", "0x10", " 1", "1 ", "1_000", "١٢"})
  void shouldNameFieldAndValueOfWhatIsNoAmount(String text) {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> Wei.parse("protocolFeeWei", text));
    assertEquals("protocolFeeWei", e.field());
    assertEquals(text, e.value());
    assertTrue(e.toString().contains("protocolFeeWei '" + text + "'"), e.toString());
  }

  @Test
  void shouldCutALongValueInTheMessage() {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> Wei.parse("feeWei", "9".repeat(5000)));
    assertTrue(e.toString().length() < 400, e.toString());
    assertEquals(5000, e.value().length());
  }

  @Test
  void shouldAddAndSubtractExactly() {
    Wei most = Wei.of(MAX);
    assertEquals(most, Wei.of(MAX.subtract(BigInteger.ONE)).plus(Wei.of(1)));
    assertEquals(most, Wei.ZERO.plus(most));
    assertEquals(most, most.plus(Wei.ZERO));
    assertEquals(Wei.ZERO, most.minus(most));
    assertEquals(Wei.of(4), Wei.of(7).minus(Wei.of(3)));
  }

  @Test
  void shouldRefuseASumBeyondTheRangeAndADifferenceBelowZero() {
    Wei most = Wei.of(MAX);
    assertThrows(InvalidValueException.class, () -> most.plus(Wei.of(1)));
    assertThrows(InvalidValueException.class, () -> Wei.of(1).minus(Wei.of(2)));
    assertThrows(InvalidValueException.class, () -> Wei.ZERO.minus(Wei.of(1)));
  }

  @Test
  void shouldCompareAndTakeTheSmallerAmount() {
    assertTrue(Wei.of(2).compareTo(Wei.of(10)) < 0);
    assertEquals(Wei.of(2), Wei.of(2).min(Wei.of(10)));
    assertEquals(Wei.of(2), Wei.of(10).min(Wei.of(2)));
  }

  @Test
  void shouldRoundBasisPointsDown() {
    assertEquals(Wei.of(2), Wei.of(999).basisPoints(29));
    assertEquals(Wei.ZERO, Wei.of(MAX).basisPoints(0));
    assertEquals(Wei.of(MAX), Wei.of(MAX).basisPoints(10_000));
  }

  @Test
  void shouldWriteDecimalDigits() {
    assertEquals(MAX.toString(), Wei.of(MAX).toString());
    assertEquals("0", Wei.ZERO.toString());
  }

  /** 0, the largest, what lies beside the powers of 2, and random numbers of all sizes. */
  private static List<BigInteger> amounts(Random random) {
    List<BigInteger> amounts = new ArrayList<>(List.of(BigInteger.ZERO, MAX));
    for (int exponent : new int[] {1, 32, 62, 63, 64, 65, 126, 127, 128, 129, 191, 192, 255}) {
      BigInteger power = BigInteger.TWO.pow(exponent);
      amounts.addAll(List.of(power.subtract(BigInteger.ONE), power, power.add(BigInteger.ONE)));
    }
    for (int i = 0; i < 1_500; i++) {
      amounts.add(new BigInteger(random.nextInt(257), random));
    }
    return amounts;
  }

  @Test
  void shouldCountAsBigIntegersDoWhateverTheSizes() {
    List<BigInteger> amounts = amounts(new Random(7));
    for (BigInteger a : amounts) {
      Wei left = Wei.of(a);
      assertEquals(a, left.value());
      assertEquals(a.toString(), left.toString());
      assertEquals(left, Wei.parse("feeWei", a.toString()));
      assertEquals(a.signum() == 0, left.isZero());
      for (BigInteger b : amounts) {
        checkPair(a, left, b, Wei.of(b));
      }
    }
  }

  private static void checkPair(BigInteger a, Wei left, BigInteger b, Wei right) {
    if (Integer.signum(left.compareTo(right)) != a.compareTo(b)
        || left.equals(right) != a.equals(b)
        || (a.equals(b) && left.hashCode() != right.hashCode())) {
      fail(a + " is not compared rightly with " + b);
    }
    BigInteger sum = a.add(b);
    boolean added = sum.bitLength() <= 256;
    if (added != isAllowed(() -> left.plus(right))
        || (added && !left.plus(right).value().equals(sum))) {
      fail("wrong sum of " + a + " and " + b);
    }
    BigInteger rest = a.subtract(b);
    boolean taken = rest.signum() >= 0;
    if (taken != isAllowed(() -> left.minus(right))
        || (taken && !left.minus(right).equals(Wei.of(rest)))) {
      fail("wrong difference of " + a + " and " + b);
    }
  }

  private static boolean isAllowed(Supplier<Wei> computation) {
    try {
      Wei unused = computation.get();
      return true;
    } catch (InvalidValueException e) {
      return false;
    }
  }
}
