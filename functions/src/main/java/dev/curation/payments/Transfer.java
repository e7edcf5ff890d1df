package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;

/**
 * An amount of one denomination for one person.
 *
 * @param person whose money it is
 * @param to where it goes: the person's own address, or another one that the person has named
 * @param amount above 0, in the denomination's smallest unit
 */
public record Transfer(Address person, Address to, Denom denom, Wei amount) {
  /**
   * @throws InvalidValueException if the amount is 0
   */
  public Transfer {
    if (amount.isZero()) {
      throw new InvalidValueException("amountWei", amount, "must be above 0");
    }
  }
}
