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
 * @param placed votes placed with operators by signed messages: they compete with votes for the
 *     power
 */
public record Staker(
    long stakePower,
    BigInteger staked,
    long delegated,
    long votes,
    @Nullable Long lastVoteAt,
    @Nullable StakePoint newest,
    boolean isSettling,
    long placed) {
  /** A whole token's smallest units times a million. */
  private static final BigInteger MILLIONTHS = BigInteger.TEN.pow(24);

  /** A dust of a stake must not overflow: far more than any contract gives. */
  private static final BigInteger MOST = BigInteger.TEN.pow(9);

  static final Staker UNKNOWN = new Staker(0, BigInteger.ZERO, 0, 0, null, null, false, 0);

  /** Votes the user may still give. */
  public long available() {
    return Math.max(0, stakePower - votes - placed);
  }

  /**
   * Votes the user may still place with operators: of its own stake, not of what others delegate.
   */
  public long placeable() {
    return Math.max(0, stakePower - Math.max(0, delegated) - votes - placed);
  }

  /** How many of the placed votes no stake backs any more. */
  public long overPlaced() {
    return Math.min(placed, Math.max(0, votes + placed - stakePower));
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
    return new Staker(stakePower, staked, delegated, votesAfter, time, newest, isSettling, placed);
  }

  /** After a signed change of placed votes, at the time. */
  public Staker placed(long placedAfter, long time) {
    return new Staker(stakePower, staked, delegated, votes, time, newest, isSettling, placedAfter);
  }

  /** After its staking events were applied. */
  Staker settled(long power, RebuiltStake stake, long votesAfter, StakePoint newestEvent) {
    return new Staker(
        power,
        stake.staked(),
        stake.delegated(),
        votesAfter,
        lastVoteAt,
        newestEvent,
        false,
        placed);
  }

  /** The same while votes are still to be taken. */
  Staker settling() {
    return new Staker(stakePower, staked, delegated, votes, lastVoteAt, newest, true, placed);
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
        .put("placed", placed)
        .put("isOverPlaced", overPlaced() > 0)
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
        fields.bool("isSettling"),
        fields.integer("placed"));
  }
}
