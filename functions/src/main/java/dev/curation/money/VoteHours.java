package dev.curation.money;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;

/**
 * Votes summed over the hours in which they were held, of a user or of a collection. Means over a
 * window follow exactly: votes by dividing by its hours, votes per token by dividing {@code
 * weighted} by {@code votes}.
 *
 * @param votes the sum over hours of the votes held, not negative
 * @param weighted the sum over hours of votes * votes per token in millionths, not negative
 */
public record VoteHours(BigInteger votes, BigInteger weighted) {
  public static final VoteHours ZERO = new VoteHours(BigInteger.ZERO, BigInteger.ZERO);

  /**
   * @throws InvalidValueException if one of them is negative
   */
  public VoteHours {
    requireNotNegative("voteHours.votes", votes);
    requireNotNegative("voteHours.weighted", weighted);
  }

  private static void requireNotNegative(String field, BigInteger value) {
    if (value.signum() < 0) {
      throw new InvalidValueException(field, value, "must not be negative");
    }
  }

  public VoteHours plus(VoteHours other) {
    return new VoteHours(votes.add(other.votes), weighted.add(other.weighted));
  }

  /**
   * @throws InvalidValueException if one of the other's sums is larger
   */
  public VoteHours minus(VoteHours other) {
    return new VoteHours(votes.subtract(other.votes), weighted.subtract(other.weighted));
  }

  /**
   * Adds hours throughout which the votes were the same.
   *
   * @param held the votes of one hour
   * @param weightedVotes the sum of votes * votes per token, in millionths, of one hour
   * @param hours not negative
   */
  public VoteHours plusHours(Votes held, BigInteger weightedVotes, long hours) {
    BigInteger count = BigInteger.valueOf(hours);
    requireNotNegative("hours", count);
    return plus(
        new VoteHours(
            BigInteger.valueOf(held.count()).multiply(count), weightedVotes.multiply(count)));
  }
}
