package dev.curation.decoding;

import dev.curation.chain.Address;
import java.math.BigInteger;

/** A change of a user's stake; amounts in the token's smallest unit, 0 to 2^256-1. */
public sealed interface StakingEvent {
  Address user();

  /**
   * @param duration none where the contract has no durations
   */
  record Staked(Address user, BigInteger amount, StakeDuration duration) implements StakingEvent {}

  /** An amount is locked for another duration. */
  record DurationChanged(Address user, BigInteger amount, StakeDuration from, StakeDuration to)
      implements StakingEvent {}

  /** An amount was taken out, of durations that the event does not name. */
  record UnStaked(Address user, BigInteger amount) implements StakingEvent {}

  /**
   * All was taken out.
   *
   * @param penalty what the user lost of it
   */
  record RageQuit(Address user, BigInteger toUser, BigInteger penalty) implements StakingEvent {}
}
