package dev.curation.programs;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An event as programs see it (specs/programs.md, 5). Names are opaque.
 *
 * @param timestampMs when it happened
 * @param user who votes, un-votes, stakes or un-stakes; of a sale the buyer
 * @param seller of a sale; null otherwise
 * @param collection voted for, sold from or staked in favour of; null: none
 * @param contract of a stake; null otherwise
 * @param amount votes or stake; of a sale 0
 */
public record Activity(
    EventType type,
    long timestampMs,
    String user,
    @Nullable String seller,
    @Nullable String collection,
    @Nullable String contract,
    BigInteger amount) {
  /**
   * @throws InvalidValueException if the amount is negative
   */
  public Activity {
    if (amount.signum() < 0) {
      throw new InvalidValueException("amount", amount, "must not be negative");
    }
  }

  /** Votes for a collection. */
  public static Activity vote(long at, String user, String collection, BigInteger votes) {
    return new Activity(EventType.VOTE, at, user, null, collection, null, votes);
  }

  /** Votes taken back. */
  public static Activity unVote(long at, String user, String collection, BigInteger votes) {
    return new Activity(EventType.UNVOTE, at, user, null, collection, null, votes);
  }

  /** Tokens locked. */
  public static Activity stake(
      long at, String user, String contract, @Nullable String collection, BigInteger amount) {
    return new Activity(EventType.STAKE, at, user, null, collection, contract, amount);
  }

  /** Tokens set free. */
  public static Activity unStake(
      long at, String user, String contract, @Nullable String collection, BigInteger amount) {
    return new Activity(EventType.UNSTAKE, at, user, null, collection, contract, amount);
  }

  /** An NFT sold. */
  public static Activity sale(long at, String buyer, String seller, String collection) {
    return new Activity(EventType.SALE, at, buyer, seller, collection, null, BigInteger.ZERO);
  }
}
