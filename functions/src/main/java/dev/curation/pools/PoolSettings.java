package dev.curation.pools;

import dev.curation.errors.InvalidValueException;
import dev.curation.withdrawals.PoolParameters;
import dev.curation.withdrawals.Scale;
import java.math.BigInteger;

/**
 * What a pool's administration decides (specs/withdrawals.md, State).
 *
 * @param minCommissionE18 lowest commission an operator may take, 0 to 10^18
 * @param maxCommissionE18 highest, not below the lowest
 * @param maxCommissionChangeE18 most that a commission may change within 24 hours
 */
public record PoolSettings(
    PoolParameters parameters,
    BigInteger minCommissionE18,
    BigInteger maxCommissionE18,
    BigInteger maxCommissionChangeE18) {
  public static final PoolSettings DEFAULT =
      new PoolSettings(PoolParameters.DEFAULT, BigInteger.ZERO, Scale.ONE_E18, Scale.ONE_E18);

  /**
   * @throws InvalidValueException naming the rate that is out of its range
   */
  public PoolSettings {
    requireRate("minCommissionE18", minCommissionE18, BigInteger.ZERO);
    requireRate("maxCommissionE18", maxCommissionE18, minCommissionE18);
    requireRate("maxCommissionChangeE18", maxCommissionChangeE18, BigInteger.ZERO);
  }

  private static void requireRate(String field, BigInteger rate, BigInteger least) {
    if (rate.compareTo(least) < 0 || rate.compareTo(Scale.ONE_E18) > 0) {
      throw new InvalidValueException(field, rate, "must be " + least + " to 10^18");
    }
  }
}
