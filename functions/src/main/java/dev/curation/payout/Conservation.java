package dev.curation.payout;

import dev.curation.money.ConservationException;
import dev.curation.payout.PayoutPlan.Deferral;
import dev.curation.payout.PayoutPlan.Swap;
import dev.curation.payout.PayoutPlan.Transfer;
import java.math.BigInteger;
import java.util.TreeSet;

/**
 * Every unit is accounted for (specs/payout-plan.md, section 5): gain + carried - sold + bought -
 * sent + received = entitlement, after what is deferred.
 */
final class Conservation {
  private Conservation() {}

  static void check(PayoutRequest request, Netting netting, Amounts entitlements) {
    Amounts held = new Amounts();
    for (Gain gain : request.gains()) {
      gain.amounts().forEach((asset, amount) -> held.add(gain.node(), asset, amount));
    }
    for (Carried carried : request.carried()) {
      held.add(carried.from(), carried.asset(), carried.amount());
    }
    for (Swap swap : netting.swaps) {
      held.subtract(swap.at(), swap.sell(), swap.sellAmount());
      held.add(swap.at(), swap.buy(), swap.buyAmount());
    }
    for (Transfer transfer : netting.transfers) {
      move(held, transfer.from(), transfer.to(), transfer.asset(), transfer.amount());
    }
    for (Deferral deferral : netting.deferred) {
      move(held, deferral.from(), deferral.to(), deferral.asset(), deferral.amount());
    }
    TreeSet<String> payees = new TreeSet<>(held.names());
    payees.addAll(entitlements.names());
    for (String payee : payees) {
      if (!held.of(payee).equals(entitlements.of(payee))) {
        throw new ConservationException(
            payee + " has " + held.of(payee) + " and should have " + entitlements.of(payee));
      }
    }
  }

  private static void move(Amounts held, String from, String to, String asset, BigInteger amount) {
    held.subtract(from, asset, amount);
    held.add(to, asset, amount);
  }
}
