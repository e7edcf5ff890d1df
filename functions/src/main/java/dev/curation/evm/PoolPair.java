package dev.curation.evm;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The two tokens of a Uniswap V3 pool and what their prices are.
 *
 * @param decimals0 of token 0, 0 to 255
 * @param decimals1 of token 1, 0 to 255
 */
record PoolPair(Address pool, Address token0, Address token1, int decimals0, int decimals1) {
  /** Of a sqrtPriceX96. */
  static final int PRICE_BITS = 160;

  private static final int FRACTION_BITS = 96;
  private static final MathContext ROUNDING = new MathContext(36, RoundingMode.HALF_UP);

  /**
   * @throws InvalidValueException if the pool does not hold the token
   */
  void requireHolds(Address token) {
    if (!token.equals(token0) && !token.equals(token1)) {
      throw new InvalidValueException(
          "token", token, "must be in pool " + pool + ", which holds " + token0 + " and " + token1);
    }
  }

  /**
   * The price of a whole token in whole ones of the other. (sqrtPriceX96 / 2^96)^2 is how many
   * smallest units of token 1 one of token 0 costs; computed exactly, then rounded half-up to 36
   * significant digits.
   *
   * @param token one of the two
   * @param sqrtPriceX96 as the pool tells it
   * @throws InvalidValueException if it is 0: nobody has initialised the pool
   */
  BigDecimal price(Address token, BigInteger sqrtPriceX96) {
    if (sqrtPriceX96.signum() == 0) {
      throw new InvalidValueException(
          "sqrtPriceX96", sqrtPriceX96, "must not be 0: pool " + pool + " is not initialised");
    }
    BigDecimal of1 = new BigDecimal(sqrtPriceX96.pow(2));
    BigDecimal of0 = new BigDecimal(BigInteger.ONE.shiftLeft(2 * FRACTION_BITS));
    return token.equals(token0)
        ? of1.divide(of0, ROUNDING).scaleByPowerOfTen(decimals0 - decimals1)
        : of0.divide(of1, ROUNDING).scaleByPowerOfTen(decimals1 - decimals0);
  }
}
