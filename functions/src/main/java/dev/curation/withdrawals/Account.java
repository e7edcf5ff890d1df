package dev.curation.withdrawals;

import org.jspecify.annotations.Nullable;

/**
 * A person's account in a pool (specs/withdrawals.md, State).
 *
 * @param creditQ owed to the person apart from delegations and commission, usually below one wei
 * @param withdrawAddress where the person is paid; null: at its own address
 */
public record Account(Amounts creditQ, @Nullable String withdrawAddress) {
  public static final Account EMPTY = new Account(Amounts.NONE, null);

  Account withCredit(Amounts credit) {
    return new Account(credit, withdrawAddress);
  }
}
