package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;

/** What can be sent on a chain. */
public final class Denoms {
  private Denoms() {}

  public static boolean isNative(Denom denom) {
    return denom.equals(Denom.NATIVE);
  }

  /**
   * The contract of a token.
   *
   * @throws InvalidValueException if the denomination is no token
   */
  public static Address token(Denom denom) {
    return new Address(denom.name());
  }
}
