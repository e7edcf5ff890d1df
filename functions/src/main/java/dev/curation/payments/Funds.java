package dev.curation.payments;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the treasury has, less what it has promised already. The balances must be younger than the
 * count: so what is mined meanwhile is taken off twice, never not at all.
 */
final class Funds {
  private final Treasury treasury;
  private final long count;
  private final Map<Denom, Wei> balances = new HashMap<>();

  /**
   * @param count how many of the account's transactions are in blocks
   */
  Funds(Treasury treasury, long count) {
    this.treasury = treasury;
    this.count = count;
  }

  /**
   * What is lacking for a transfer; empty: nothing.
   *
   * @throws TransferRefusedException if the denomination cannot be sent
   */
  Optional<String> lackingFor(Transfer transfer, TreasuryAccount account) {
    BigInteger needed = account.promised(transfer.denom(), count).add(transfer.amount().value());
    return lacking(transfer.denom(), needed);
  }

  /**
   * The same with the gas of this transaction, and as much for each one before it.
   *
   * @param gasCost in wei
   */
  Optional<String> lackingFor(Transfer transfer, BigInteger gasCost, TreasuryAccount account) {
    BigInteger amount =
        Denoms.isNative(transfer.denom()) ? transfer.amount().value() : BigInteger.ZERO;
    BigInteger needed =
        account
            .promised(Denom.NATIVE, count)
            .add(amount)
            .add(gasCost.multiply(BigInteger.valueOf(account.unmined(count) + 1L)));
    return lacking(Denom.NATIVE, needed);
  }

  private Optional<String> lacking(Denom denom, BigInteger needed) {
    Wei balance = balances.computeIfAbsent(denom, treasury::balance);
    return balance.value().compareTo(needed) >= 0
        ? Optional.empty()
        : Optional.of(
            "the treasury "
                + treasury.address()
                + " has "
                + balance
                + " of "
                + denom
                + " and needs "
                + needed);
  }
}
