package dev.curation.evm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prices from a pool's square root. */
class PoolPairTest {
  private static final Address POOL = new Address("0x" + "9".repeat(40));
  private static final Address LOW = new Address("0x" + "1".repeat(40));
  private static final Address HIGH = new Address("0x" + "2".repeat(40));
  private static final BigInteger Q96 = BigInteger.TWO.pow(96);

  private static PoolPair pair(int decimals0, int decimals1) {
    return new PoolPair(POOL, LOW, HIGH, decimals0, decimals1);
  }

  private static void assertPrice(String price, BigDecimal found) {
    assertEquals(0, new BigDecimal(price).compareTo(found), found::toString);
  }

  @ParameterizedTest
  @CsvSource({
    // sqrt / 2^96 is 3/2: nine of token 1's units for four of token 0's.
    "18, 18, 2.25, 0.444444444444444444444444444444444444",
    // A whole token 0 is 10^6 units, a whole token 1 10^18.
    "6, 18, 0.00000000000225, 444444444444.444444444444444444444444",
    "18, 6, 2250000000000, 0.000000000000444444444444444444444444444444444444"
  })
  void shouldPriceBothTokensInWholeOnes(int decimals0, int decimals1, String low, String high) {
    BigInteger sqrt = Q96.multiply(BigInteger.valueOf(3)).shiftRight(1);
    assertPrice(low, pair(decimals0, decimals1).price(LOW, sqrt));
    assertPrice(high, pair(decimals0, decimals1).price(HIGH, sqrt));
  }

  /** The example of Uniswap's primer on its mathematics: an ether for 1540.82 dollars. */
  @Test
  void shouldPriceTheDollarPoolOfUniswapsPrimer() {
    BigInteger sqrt = new BigInteger("2018382873588440326581633304624437");
    PoolPair dollarAndEther = pair(6, 18);
    assertPrice("0.000649004842701370076638906103258775506", dollarAndEther.price(LOW, sqrt));
    assertPrice("1540.82055202804568804324573425657495", dollarAndEther.price(HIGH, sqrt));
  }

  @Test
  void shouldHold36DigitsAtBothEndsOfTheRange() {
    BigInteger most = BigInteger.TWO.pow(160).subtract(BigInteger.ONE);
    assertPrice("1.59309191113245227702888039776771181E-58", pair(0, 0).price(LOW, BigInteger.ONE));
    assertPrice(
        "6.27710173538668076383578942320766642E+57", pair(0, 0).price(HIGH, BigInteger.ONE));
    assertPrice("3.40282366920938463463374607431768211E+38", pair(0, 0).price(LOW, most));
    assertPrice("2.93873587705571876992184134305561419E-39", pair(0, 0).price(HIGH, most));
    assertPrice("3.40282366920938463463374607431768211E+293", pair(255, 0).price(LOW, most));
  }

  @Test
  void shouldRefuseAPoolThatNobodyHasInitialised() {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> pair(18, 18).price(LOW, BigInteger.ZERO));
    assertEquals("sqrtPriceX96", e.field());
    assertEquals("0", e.value());
    assertTrue(e.reason().contains(POOL.hex()), e.reason());
  }

  @Test
  void shouldHoldItsTwoTokensOnly() {
    pair(18, 18).requireHolds(LOW);
    pair(18, 18).requireHolds(HIGH);
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> pair(18, 18).requireHolds(POOL));
    assertEquals("token", e.field());
    assertEquals(POOL.hex(), e.value());
  }
}
