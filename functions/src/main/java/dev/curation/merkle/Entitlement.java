package dev.curation.merkle;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;

/**
 * What an account may have claimed in all, since the first tree: a leaf.
 *
 * @param cumulative at least 1, in the token's smallest unit
 */
public record Entitlement(Address account, Wei cumulative) implements Comparable<Entitlement> {
  /**
   * @throws InvalidValueException if the amount is 0: nobody needs such a leaf
   */
  public Entitlement {
    if (cumulative.isZero()) {
      throw new InvalidValueException("cumulativeWei", cumulative, "must be at least 1");
    }
  }

  /** In the order of accounts. */
  @Override
  public int compareTo(Entitlement other) {
    return account.compareTo(other.account);
  }
}
