package dev.curation.staking;

import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A user's stake and votes on one chain: what votes are checked against. Every commit that concerns
 * them also writes this, on condition that it is unchanged, so that they happen one after another.
 *
 * @param stakePower most votes the user may have, over all collections
 * @param staked tokens staked, in the token's smallest unit, as the staking events tell
 * @param delegated votes that others have delegated to the user, less those that the user has
 *     delegated; part of the stake power
 * @param votes the user's votes over all collections
 * @param lastVoteAt time of the latest signed vote, milliseconds since the epoch; null before the
 *     first
 * @param newest the newest staking event ever known, also one that a reorganisation took away: the
 *     basis of votes, so it never moves back
 * @param isSettling whether some of the votes that an un-stake takes are still to be taken
 */
public record Staker(
    long stakePower,
    BigInteger staked,
    long delegated,
    long votes,
    @Nullable Long lastVoteAt,
    @Nullable StakePoint newest,
    boolean isSettling) {
  /** A whole token's smallest units times a million. */
  private static final BigInteger MILLIONTHS = BigInteger.TEN.pow(24);

  /** A dust of a stake must not overflow: far more than any contract gives. */
  private static final BigInteger MOST = BigInteger.TEN.pow(9);

  static final Staker UNKNOWN = new Staker(0, BigInteger.ZERO, 0, 0, null, null, false);

  /** Votes the user may still give. */
  public long available() {
    return Math.max(0, stakePower - votes);
  }

  /**
   * Votes that each of the user's own staked tokens gives, rounded down; 0 where nothing is known
   * to be staked.
   */
  public VotesPerToken votesPerToken() {
    if (staked.signum() == 0) {
      return VotesPerToken.ZERO;
    }
    BigInteger own = BigInteger.valueOf(stakePower).subtract(BigInteger.valueOf(delegated));
    BigInteger millionths = own.max(BigInteger.ZERO).multiply(MILLIONTHS).divide(staked);
    return VotesPerToken.ofMillionths(millionths.min(MOST).longValueExact());
  }

  /** After a signed vote: {@code votes} over all collections, the latest at the time. */
  public Staker voted(long votesAfter, long time) {
    return new Staker(stakePower, staked, delegated, votesAfter, time, newest, isSettling);
  }

  /**
   * @param commit a name that no other commit has: it tells whether a commit happened whose answer
   *     was lost
   * @param now milliseconds since the epoch
   */
  Fields encode(String commit, long now) {
    return Fields.builder()
        .put("stakePower", stakePower)
        .put("stakedWei", staked.toString())
        .put("delegatedVotes", delegated)
        .put("votes", votes)
        .put("lastVoteAt", lastVoteAt)
        .put("newest", newest == null ? null : StakePoints.encode(newest))
        .put("isSettling", isSettling)
        .put("commit", commit)
        .put("updatedAt", now)
        .build();
  }

  static Staker decode(Fields fields) {
    return new Staker(
        fields.integer("stakePower"),
        Wei.parse("stakedWei", fields.string("stakedWei")).value(),
        fields.integer("delegatedVotes"),
        fields.integer("votes"),
        fields.optionalInteger("lastVoteAt"),
        fields.has("newest") ? StakePoints.decode(fields.map("newest")) : null,
        fields.bool("isSettling"));
  }
}
