package dev.curation.voting;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;

/**
 * What a user signs (specs/ingestion.md, Stakes, votes and un-votes).
 *
 * @param collection on the chain whose staking contract backs the votes
 * @param votes 1 to 2^63-1
 * @param nonce 0 to 2^256-1; each may be used once
 * @param deadline seconds since the epoch, 0 to 2^256-1: the message is void afterwards
 */
public record VoteMessage(
    Action action,
    Address user,
    CollectionId collection,
    long votes,
    BigInteger nonce,
    BigInteger deadline) {
  private static final int WORD_BITS = 256;

  /** What is to be done with the votes. */
  public enum Action {
    VOTE("Vote"),
    UNVOTE("Unvote");

    private final String primaryType;

    Action(String primaryType) {
      this.primaryType = primaryType;
    }

    /** The name of the signed type. */
    String primaryType() {
      return primaryType;
    }
  }

  /**
   * @throws InvalidValueException naming the field
   */
  public VoteMessage {
    if (votes < 1) {
      throw new InvalidValueException("votes", votes, "must be 1 to 2^63-1");
    }
    requireWord("nonce", nonce);
    requireWord("deadline", deadline);
  }

  private static void requireWord(String field, BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > WORD_BITS) {
      throw new InvalidValueException(field, value, "must be 0 to 2^256-1");
    }
  }
}
