package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
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
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> new Wei(tooLarge));
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
}
