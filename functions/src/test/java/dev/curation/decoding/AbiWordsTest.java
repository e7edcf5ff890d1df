package dev.curation.decoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Words, offsets and counts of ABI data, sound and damaged. */
class AbiWordsTest {
  private static final BigInteger MAX = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private static AbiWords words(Object... values) {
    return new AbiWords(HexFormat.of().parseHex(AbiData.encode(values).substring(2)));
  }

  private static void assertRefuses(String field, Executable reading) {
    assertEquals(field, assertThrows(InvalidValueException.class, reading).field());
  }

  @Test
  void shouldReadNumbersOfAllSizes() {
    AbiWords data = words(0, Long.MAX_VALUE, BigInteger.TWO.pow(63), BigInteger.TWO.pow(64), MAX);
    assertEquals(BigInteger.ZERO, data.uint("n", 0));
    assertEquals(BigInteger.valueOf(Long.MAX_VALUE), data.uint("n", 1));
    assertEquals(BigInteger.TWO.pow(63), data.uint("n", 2));
    assertEquals(BigInteger.TWO.pow(64), data.uint("n", 3));
    assertEquals(MAX, data.uint("n", 4));
  }

  @Test
  void shouldRefuseWordsBeyondTheData() {
    AbiWords data = words(1);
    assertRefuses("n", () -> data.uint("n", 1));
    assertRefuses("n", () -> data.uint("n", -1));
    assertRefuses("n", () -> data.address("n", Integer.MAX_VALUE));
  }

  @Test
  void shouldRefuseDataThatIsNotWholeWords() {
    assertRefuses("data", () -> new AbiWords(new byte[33]));
  }

  @Test
  void shouldRefuseDirtyHighBytes() {
    AbiWords data = words(BigInteger.ONE.shiftLeft(160), BigInteger.ONE.shiftLeft(255), 2, 256);
    assertRefuses("a", () -> data.address("a", 0));
    assertRefuses("a", () -> data.address("a", 1));
    assertRefuses("b", () -> data.bool("b", 2));
    assertRefuses("b", () -> data.bool("b", 1));
    assertRefuses("u", () -> data.smallUint("u", 3, 255));
    assertRefuses("u", () -> data.smallUint("u", 0, 255));
    assertTrue(words(true).bool("b", 0));
  }

  @Test
  void shouldFollowOffsetsWithinTheDataOnly() {
    AbiWords data = words(32, 64, 33, MAX, Integer.MAX_VALUE - 31, BigInteger.TWO.pow(64));
    assertEquals(1, data.pointer("o", 0, 0));
    assertEquals(5, data.pointer("o", 3, 1));
    for (int at = 2; at < 6; at++) {
      int offset = at;
      assertRefuses("o", () -> data.pointer("o", 0, offset));
    }
    assertRefuses("o", () -> data.pointer("o", 4, 1));
  }

  @Test
  void shouldCountOnlyElementsThatAreInTheData() {
    AbiWords data = words(4, 3, 0, MAX, 0);
    assertEquals(4, data.count("c", 0, 1));
    assertRefuses("c", () -> data.count("c", 0, 2));
    assertEquals(3, data.count("c", 1, 1));
    assertRefuses("c", () -> data.count("c", 3, 1));
    assertEquals(0, data.count("c", 4, 5));
  }
}
