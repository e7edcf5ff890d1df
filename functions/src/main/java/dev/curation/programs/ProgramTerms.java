package dev.curation.programs;

import java.math.BigInteger;
import java.util.List;

/**
 * What of a program never changes (specs/programs.md, 2); amounts in the asset's smallest unit.
 *
 * @param id from 1, never used again
 * @param creator pays, may end the program, receives what is left
 * @param asset one token on one chain
 * @param total locked at creation
 * @param maxRewardByAddress cap for each address and period
 * @param plannedClaimPeriods the divisor of the period's pool
 * @param programStartMs milliseconds since the epoch
 * @param expirationOffsetSeconds time to claim after the end
 * @param actions in the order of their evaluation
 */
public record ProgramTerms(
    long id,
    String title,
    String description,
    String creator,
    String asset,
    BigInteger total,
    BigInteger maxRewardByAddress,
    BigInteger minimumRolloverAmount,
    long claimPeriodSeconds,
    long plannedClaimPeriods,
    long programStartMs,
    long expirationOffsetSeconds,
    List<QualifyingAction> actions) {
  private static final long MILLIS = 1_000;

  public ProgramTerms {
    actions = List.copyOf(actions);
  }

  /** P. */
  public long claimPeriodMs() {
    return Math.multiplyExact(claimPeriodSeconds, MILLIS);
  }

  public long expirationOffsetMs() {
    return Math.multiplyExact(expirationOffsetSeconds, MILLIS);
  }

  /** The pool of a planned period. */
  BigInteger periodPool() {
    return RewardMath.periodPool(total, plannedClaimPeriods);
  }
}
