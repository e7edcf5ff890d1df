package dev.curation.staking;

import dev.curation.errors.InvalidValueException;

/**
 * A live staking event of a user, as far as votes depend on it.
 *
 * @param id of the fact that tells of it
 * @param point where it stands
 * @param power the user's stake power after it, in votes
 */
public record StakeChange(String id, StakePoint point, long power) {
  /**
   * @throws InvalidValueException if the power is negative
   */
  public StakeChange {
    if (power < 0) {
      throw new InvalidValueException("stakePower", power, "must not be negative");
    }
  }
}
