package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Amounts in ether are the double nearest to wei/10^18, as the decimal digits would be read. */
class DisplayEthTest {
  private static void check(BigInteger wei) {
    assertEquals(Double.parseDouble(wei + "e-18"), Wei.of(wei).displayEth(), wei.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "1, 1.0E-18",
    "1000000000000000000, 1.0",
    "1500000000000000000, 1.5",
    "100000000000000001, 0.1",
    "123456789012345678901, 123.45678901234568"
  })
  void shouldShowEther(String wei, double eth) {
    assertEquals(eth, Wei.parse("feeWei", wei).displayEth());
  }

  @Test
  void shouldBeCorrectlyRoundedForAmountsOfAllSizes() {
    check(WeiTest.MAX);
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      check(new BigInteger(random.nextInt(257), random));
    }
  }

  @Test
  void shouldBeCorrectlyRoundedHalfwayBetweenTwoDoubles() {
    BigInteger unit = BigInteger.TEN.pow(18);
    // 2^53 + 1 lies halfway: to even. One wei more or less decides.
    BigInteger half = BigInteger.TWO.pow(53).add(BigInteger.ONE).multiply(unit);
    assertEquals(0x1p53, Wei.of(half).displayEth());
    assertEquals(0x1p53, Wei.of(half.subtract(BigInteger.ONE)).displayEth());
    assertEquals(0x1p53 + 2, Wei.of(half.add(BigInteger.ONE)).displayEth());
  }
}
