package dev.curation.money;

import dev.curation.errors.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * How many votes one staked token gives: 1 to 4 by stake duration, anything between for a mixed
 * stake. No money depends on it: it only goes into yields.
 *
 * @param millionths of a vote per token; 0: not known
 */
public record VotesPerToken(long millionths) {
  public static final VotesPerToken ZERO = new VotesPerToken(0);
  private static final int DECIMALS = 6;
  private static final long ONE = 1_000_000;
  private static final int MAX_LENGTH = 20;

  /**
   * @throws InvalidValueException if the number is negative
   */
  public VotesPerToken {
    if (millionths < 0) {
      throw new InvalidValueException("votesPerToken", millionths, "must not be negative");
    }
  }

  public static VotesPerToken of(long wholeVotes) {
    return new VotesPerToken(Math.multiplyExact(wholeVotes, ONE));
  }

  public static VotesPerToken ofMillionths(long millionths) {
    return millionths == 0 ? ZERO : new VotesPerToken(millionths);
  }

  /**
   * Reads a decimal number of at most 6 decimals.
   *
   * @throws InvalidValueException naming the field
   */
  public static VotesPerToken parse(String field, String text) {
    if (text.length() <= MAX_LENGTH && text.matches("[0-9]{1,12}(\\.[0-9]{1,6})?")) {
      return ofMillionths(new BigDecimal(text).movePointRight(DECIMALS).longValueExact());
    }
    throw new InvalidValueException(field, text, "must be a number of at most 6 decimals");
  }

  /** Votes times votes per token, in millionths: the weight of a curator in a mean. */
  public BigInteger weight(Votes votes) {
    return BigInteger.valueOf(votes.count()).multiply(BigInteger.valueOf(millionths));
  }

  /** The mean of votes held and votes added, weighted by the votes, rounded down. */
  public VotesPerToken with(Votes held, Votes added, VotesPerToken ofAdded) {
    BigInteger votes = BigInteger.valueOf(held.count()).add(BigInteger.valueOf(added.count()));
    return votes.signum() == 0
        ? ofAdded
        : ofMillionths(weight(held).add(ofAdded.weight(added)).divide(votes).longValueExact());
  }

  public boolean isZero() {
    return millionths == 0;
  }

  /** A plain decimal without trailing zeros. */
  @Override
  public String toString() {
    return isZero()
        ? "0"
        : BigDecimal.valueOf(millionths, DECIMALS).stripTrailingZeros().toPlainString();
  }
}
