package dev.curation.programs;

import dev.curation.money.ConservationException;
import java.math.BigInteger;

/**
 * What is given in one claim period (specs/programs.md, 2: ClaimPeriodDistribution).
 *
 * @param period from 1
 * @param pool what may be given
 * @param allocated what its participants are entitled to; 0 until it has ended
 * @param totalShares of all participants
 * @param participants account states that there are
 */
public record Distribution(
    long program,
    long period,
    BigInteger pool,
    BigInteger allocated,
    long totalShares,
    long participants,
    boolean ended) {
  /**
   * @throws ConservationException if more were given than there is
   */
  public Distribution {
    if (allocated.signum() < 0 || allocated.compareTo(pool) > 0) {
      throw new ConservationException(
          "period " + period + " of program " + program + " gives " + allocated + " of " + pool);
    }
  }

  static Distribution begun(long program, long period, BigInteger pool) {
    return new Distribution(program, period, pool, BigInteger.ZERO, 0, 0, false);
  }

  /** With what was counted in it. */
  public Distribution with(long shares, long newParticipants) {
    return new Distribution(
        program,
        period,
        pool,
        allocated,
        Math.addExact(totalShares, shares),
        participants + newParticipants,
        ended);
  }

  public Distribution ended(BigInteger given) {
    return new Distribution(program, period, pool, given, totalShares, participants, true);
  }
}
