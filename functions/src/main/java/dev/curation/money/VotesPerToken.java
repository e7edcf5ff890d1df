package dev.curation.money;

import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * How many votes one staked token gives: 1 to 4 by how long it is locked, anything between as a
 * mean over several locks.
 *
 * @param millionths of a vote, not negative
 */
public record VotesPerToken(long millionths) {
  public static final VotesPerToken ZERO = new VotesPerToken(0);
  private static final int DECIMALS = 6;
  private static final long ONE = 1_000_000;

  /**
   * @throws InvalidValueException if it is negative
   */
  public VotesPerToken {
    if (millionths < 0) {
      throw new InvalidValueException(
          "votesPerToken", BigDecimal.valueOf(millionths, DECIMALS), "must not be negative");
    }
  }

  /**
   * @param wholeVotes votes per token, 0 to 2^63-1 millionths
   */
  public static VotesPerToken of(long wholeVotes) {
    if (wholeVotes < 0 || wholeVotes > Long.MAX_VALUE / ONE) {
      throw new InvalidValueException(
          "votesPerToken", wholeVotes, "must be 0 to 2^63-1 millionths");
    }
    return new VotesPerToken(wholeVotes * ONE);
  }

  public static VotesPerToken ofMillionths(long millionths) {
    return new VotesPerToken(millionths);
  }

  /**
   * Reads a decimal number with at most 6 decimals, such as {@code 2.5}.
   *
   * @throws InvalidValueException naming the field
   */
  public static VotesPerToken parse(String field, String text) {
    if (!text.matches("(0|[1-9][0-9]{0,12})(\\.[0-9]{1,6})?")) {
      throw new InvalidValueException(field, text, "must be a decimal number, 6 decimals at most");
    }
    BigInteger millionths = new BigDecimal(text).movePointRight(DECIMALS).toBigIntegerExact();
    if (millionths.bitLength() > 63) {
      throw new InvalidValueException(field, text, "must not exceed 2^63-1 millionths");
    }
    return new VotesPerToken(millionths.longValueExact());
  }

  /** Votes times votes per token, in millionths: the weight of a curator in a mean. */
  public BigInteger weight(Votes votes) {
    return BigInteger.valueOf(votes.count()).multiply(BigInteger.valueOf(millionths));
  }

  /** The mean over votes held and votes added, weighted by the votes, rounded down. */
  public VotesPerToken with(Votes held, Votes added, VotesPerToken ofAdded) {
    BigInteger votes = BigInteger.valueOf(held.count()).add(BigInteger.valueOf(added.count()));
    return votes.signum() == 0
        ? ofAdded
        : ofMillionths(weight(held).add(ofAdded.weight(added)).divide(votes).longValueExact());
  }

  public boolean isZero() {
    return millionths == 0;
  }

  /** The decimal number without trailing zeros, such as {@code 2.5}. */
  @Override
  public String toString() {
    return BigDecimal.valueOf(millionths, DECIMALS).stripTrailingZeros().toPlainString();
  }
}
