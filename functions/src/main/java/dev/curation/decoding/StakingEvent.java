package dev.curation.decoding;

import dev.curation.chain.Address;
import java.math.BigInteger;
import java.util.Optional;

/**
 * A change of a user's stake; amounts in the token's smallest unit, 0 to 2^256-1; votes in whole
 * units of stake power, 1 to 2^256-1.
 */
public sealed interface StakingEvent {
  Address user();

  /** What the same log means to an operator, whose stake changes as well. */
  default Optional<StakingEvent> ofOperator() {
    return Optional.empty();
  }

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

  /** Stake power of the user went to an operator. */
  record Delegated(Address user, Address operator, BigInteger votes) implements StakingEvent {
    @Override
    public Optional<StakingEvent> ofOperator() {
      return Optional.of(new DelegationReceived(operator, user, votes));
    }
  }

  /** Stake power that the user had delegated came back. */
  record Undelegated(Address user, Address operator, BigInteger votes) implements StakingEvent {
    @Override
    public Optional<StakingEvent> ofOperator() {
      return Optional.of(new DelegationLost(operator, user, votes));
    }
  }

  /**
   * An operator was given stake power.
   *
   * @param user the operator
   */
  record DelegationReceived(Address user, Address delegator, BigInteger votes)
      implements StakingEvent {}

  /**
   * An operator lost stake power that it had been given.
   *
   * @param user the operator
   */
  record DelegationLost(Address user, Address delegator, BigInteger votes)
      implements StakingEvent {}
}
