package dev.curation.money;

import java.math.BigInteger;

/**
 * Votes over time, for means: an hour without events counts with the votes carried over. No money
 * depends on it.
 *
 * @param votes sum over the hours of the votes held at the end of each
 * @param weighted the same, each vote times its votes per token in millionths
 */
public record VoteHours(BigInteger votes, BigInteger weighted) {
  public static final VoteHours ZERO = new VoteHours(BigInteger.ZERO, BigInteger.ZERO);

  public VoteHours plus(VoteHours other) {
    return new VoteHours(votes.add(other.votes), weighted.add(other.weighted));
  }

  public VoteHours minus(VoteHours other) {
    return new VoteHours(votes.subtract(other.votes), weighted.subtract(other.weighted));
  }

  /**
   * With some more hours of the same votes.
   *
   * @param weightedVotes sum of votes times votes per token in millionths
   */
  public VoteHours plusHours(Votes held, BigInteger weightedVotes, long hours) {
    BigInteger times = BigInteger.valueOf(hours);
    return new VoteHours(
        votes.add(BigInteger.valueOf(held.count()).multiply(times)),
        weighted.add(weightedVotes.multiply(times)));
  }
}
