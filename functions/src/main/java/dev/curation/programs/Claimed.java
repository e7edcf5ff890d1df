package dev.curation.programs;

import java.math.BigInteger;
import java.util.List;

/**
 * What a claim came to.
 *
 * @param total of the periods' rewards
 * @param periods whose account states it took, in their order
 */
public record Claimed(long program, BigInteger total, List<Period> periods) {
  public Claimed {
    periods = List.copyOf(periods);
  }

  /** One period of it. */
  public record Period(long period, long shares, BigInteger reward) {}

  public static Claimed of(long program, List<Period> periods) {
    BigInteger total =
        periods.stream().map(Period::reward).reduce(BigInteger.ZERO, BigInteger::add);
    return new Claimed(program, total, periods);
  }
}
