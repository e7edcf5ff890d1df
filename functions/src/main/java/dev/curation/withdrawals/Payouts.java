package dev.curation.withdrawals;

import dev.curation.money.Denom;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pays whole wei and keeps the rest as the person's credit, so that paying often or rarely gives
 * the same total (specs/withdrawals.md, pay).
 */
final class Payouts {
  private final PoolChange change;
  private final List<Payment> payments = new ArrayList<>(2);

  Payouts(PoolChange change) {
    this.change = change;
  }

  List<Payment> payments() {
    return List.copyOf(payments);
  }

  /**
   * Where the person wants to be paid.
   *
   * @param to for this once; null: where it always is
   * @throws RefusedException {@code BLOCKED_ADDRESS}, {@code WITHDRAW_ADDRESS_DISABLED}
   */
  String requireAddress(String person, @Nullable String to) {
    if (to != null) {
      requireAllowed("to", person, to);
      return to;
    }
    String address = address(person);
    if (change.parameters().isBlocked(address)) {
      throw Refusal.BLOCKED_ADDRESS.of("withdrawAddress", address);
    }
    return address;
  }

  /**
   * @throws RefusedException {@code WITHDRAW_ADDRESS_DISABLED}, {@code BLOCKED_ADDRESS}
   */
  void requireAllowed(String field, String person, String address) {
    if (!change.parameters().withdrawAddressEnabled() && !address.equals(person)) {
      throw Refusal.WITHDRAW_ADDRESS_DISABLED.of(field, address);
    }
    if (change.parameters().isBlocked(address)) {
      throw Refusal.BLOCKED_ADDRESS.of(field, address);
    }
  }

  private String address(String person) {
    String elsewhere = change.account(person).withdrawAddress();
    return elsewhere == null ? person : elsewhere;
  }

  /** Pays parts and credit; to a blocked address never, but then a change of votes goes on. */
  void afterChange(String person, Amounts partsQ) {
    String address = address(person);
    if (change.parameters().isBlocked(address)) {
      address = person;
    }
    if (change.parameters().isBlocked(address)) {
      credit(person, partsQ);
    } else {
      pay(person, partsQ, address);
    }
  }

  void credit(String person, Amounts partsQ) {
    if (!partsQ.isNone()) {
      Account account = change.account(person);
      change.putAccount(person, account.withCredit(account.creditQ().plus(partsQ)));
    }
  }

  void pay(String person, Amounts partsQ, String to) {
    Account account = change.account(person);
    Amounts credit = account.creditQ().plus(partsQ);
    Amounts rest = credit;
    Amounts withdrawn = change.book().withdrawnWei();
    for (int i = 0; i < credit.size(); i++) {
      // Most often it is less than a wei, which needs no division.
      if (credit.value(i).compareTo(Scale.Q) >= 0) {
        BigInteger[] wei = credit.value(i).divideAndRemainder(Scale.Q);
        Denom denom = credit.denom(i);
        payments.add(new Payment(person, to, denom, wei[0]));
        withdrawn = withdrawn.plus(denom, wei[0]);
        rest = rest.with(denom, wei[1]);
      }
    }
    if (!rest.equals(account.creditQ())) {
      change.putAccount(person, account.withCredit(rest));
    }
    if (!payments.isEmpty()) {
      change.put(change.book().withWithdrawn(withdrawn));
    }
  }

  /** Pays the whole wei of tax and dust, each for itself. */
  void sweep(String treasury) {
    PoolBook book = change.book();
    Amounts tax = book.taxQ();
    Amounts dust = book.dustQ();
    Amounts withdrawn = book.withdrawnWei();
    for (Denom denom : tax.denomsWith(dust)) {
      BigInteger[] ofTax = tax.get(denom).divideAndRemainder(Scale.Q);
      BigInteger[] ofDust = dust.get(denom).divideAndRemainder(Scale.Q);
      BigInteger wei = ofTax[0].add(ofDust[0]);
      if (wei.signum() > 0) {
        tax = tax.with(denom, ofTax[1]);
        dust = dust.with(denom, ofDust[1]);
        withdrawn = withdrawn.plus(denom, wei);
        payments.add(new Payment(treasury, treasury, denom, wei));
      }
    }
    change.put(book.withTax(tax).withDust(dust).withWithdrawn(withdrawn));
  }
}
