package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingEvent;
import dev.curation.decoding.StakingEvent.Delegated;
import dev.curation.decoding.StakingEvent.DelegationLost;
import dev.curation.decoding.StakingEvent.DelegationReceived;
import dev.curation.decoding.StakingEvent.DurationChanged;
import dev.curation.decoding.StakingEvent.RageQuit;
import dev.curation.decoding.StakingEvent.Staked;
import dev.curation.decoding.StakingEvent.UnStaked;
import dev.curation.decoding.StakingEvent.Undelegated;
import java.math.BigInteger;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * A user's stake as the events tell it, for blocks of which no node tells the stake power
 * (specs/ingestion.md, Stakes, votes and un-votes). Stays sane whatever the events: nothing is
 * taken that is not there.
 */
final class RebuiltStake {
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private static final BigInteger MOST_TOKENS = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

  private final boolean durations;
  private final Map<StakeDuration, BigInteger> amounts = new EnumMap<>(StakeDuration.class);

  /** When the last stake into a duration was made, milliseconds since the epoch. */
  private final Map<StakeDuration, Long> since = new EnumMap<>(StakeDuration.class);

  private final Map<Address, BigInteger> given = new HashMap<>();
  private final Map<Address, BigInteger> received = new HashMap<>();

  /**
   * @param durations whether the contract multiplies by how long a stake is locked
   */
  RebuiltStake(boolean durations) {
    this.durations = durations;
  }

  /**
   * Applies the next event in chain order.
   *
   * @param time of its block, milliseconds since the epoch
   */
  void apply(StakingEvent event, long time) {
    switch (event) {
      case Staked staked -> put(staked.duration(), staked.amount(), time);
      case DurationChanged changed -> {
        BigInteger moved = take(changed.from(), changed.amount());
        put(changed.to(), moved, time);
      }
      case UnStaked unStaked -> unStake(unStaked.amount(), time);
      case RageQuit quit -> amounts.clear();
      case Delegated gave -> add(given, gave.operator(), gave.votes());
      case Undelegated tookBack -> add(given, tookBack.operator(), tookBack.votes().negate());
      case DelegationReceived got -> add(received, got.delegator(), got.votes());
      case DelegationLost lost -> add(received, lost.delegator(), lost.votes().negate());
    }
  }

  private static void add(Map<Address, BigInteger> all, Address other, BigInteger votes) {
    BigInteger before = all.getOrDefault(other, BigInteger.ZERO);
    all.put(other, before.add(votes).max(BigInteger.ZERO));
  }

  private void put(StakeDuration duration, BigInteger amount, long time) {
    amounts.merge(duration, amount, BigInteger::add);
    since.put(duration, time);
  }

  private BigInteger take(StakeDuration duration, BigInteger amount) {
    BigInteger there = amounts.getOrDefault(duration, BigInteger.ZERO);
    BigInteger taken = there.min(amount);
    amounts.put(duration, there.subtract(taken));
    return taken;
  }

  /** The event names no duration: shortest first, each only as far as vested. */
  private void unStake(BigInteger amount, long time) {
    BigInteger left = amount;
    for (StakeDuration duration : StakeDuration.values()) {
      long vestedAt =
          since.getOrDefault(duration, 0L) + Duration.ofDays(duration.vestingDays()).toMillis();
      if (time >= vestedAt) {
        left = left.subtract(take(duration, left));
      }
    }
  }

  /** Tokens staked over all durations, in the token's smallest unit; at most 2^256-1. */
  BigInteger staked() {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add).min(MOST_TOKENS);
  }

  /**
   * Votes that others have delegated to the user, less those that the user has delegated; at most
   * 2^63-1 either way.
   */
  long delegated() {
    return delegations().max(MOST.negate()).min(MOST).longValueExact();
  }

  private BigInteger delegations() {
    return sum(received).subtract(sum(given));
  }

  private static BigInteger sum(Map<Address, BigInteger> votes) {
    return votes.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** In votes, 0 to 2^63-1: what the own stake gives, and what is delegated. */
  long power() {
    return ownPower().add(delegations()).max(BigInteger.ZERO).min(MOST).longValueExact();
  }

  /** One floor over the sum of all durations. */
  private BigInteger ownPower() {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<StakeDuration, BigInteger> each : amounts.entrySet()) {
      int multiplier = durations ? each.getKey().multiplier() : 1;
      sum = sum.add(each.getValue().multiply(BigInteger.valueOf(multiplier)));
    }
    return sum.divide(TOKEN);
  }
}
