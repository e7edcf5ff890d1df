package dev.curation.payout;

import java.math.BigInteger;
import java.util.List;

/**
 * Who stakes for the money of one source.
 *
 * @param returnTo the node that gets back what is not awarded
 * @param returnSettles whether what returns is final there, or new income
 */
public record StakersTable(String returnTo, boolean returnSettles, List<Stake> stakes) {
  public StakersTable {
    stakes = List.copyOf(stakes);
  }

  /**
   * @param tokens in smallest units
   * @param stakedMs since 1970, not after the plan's now
   */
  public record Stake(String staker, BigInteger tokens, long stakedMs) {}
}
