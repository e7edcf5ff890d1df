package dev.curation.payout;

import dev.curation.money.Rational;
import dev.curation.payout.PayoutPlan.Deferral;
import dev.curation.payout.PayoutPlan.Reason;
import dev.curation.payout.PayoutPlan.Swap;
import dev.curation.payout.PayoutPlan.Transfer;
import dev.curation.payout.Settling.Payment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** From debts and claims to swaps and transfers (specs/payout-plan.md, section 5). */
final class Netting {
  /** What a swap fetches. */
  interface Market {
    BigInteger fetches(String at, String sell, BigInteger amount, Conversion conversion);
  }

  /** What each claims of an asset in kind, though it is converted: nothing, by default. */
  interface Claims {
    BigInteger inKind(String payee, String asset);
  }

  private final PayoutRequest request;
  private final Market market;
  private final Claims claims;

  /** By asset and payee: what is claimed; negative: owed. */
  private final Amounts nets;

  /** By payee and asset. */
  private final Amounts entitlements;

  final List<Swap> swaps = new ArrayList<>();
  final List<Transfer> transfers = new ArrayList<>();
  final List<Deferral> deferred = new ArrayList<>();

  /** Proceeds by payee and asset sold. */
  final Amounts proceeds = new Amounts();

  /** What of their claims was sold, by payee and asset. */
  final Amounts soldFor = new Amounts();

  Netting(PayoutRequest request, Market market, Claims claims, Amounts nets, Amounts entitlements) {
    this.request = request;
    this.market = market;
    this.claims = claims;
    this.nets = nets;
    this.entitlements = entitlements;
  }

  void run() {
    for (Map.Entry<String, Conversion> each : request.convert().entrySet()) {
      convert(each.getKey(), each.getValue());
    }
    Set<String> converted = request.convert().keySet();
    for (String asset : nets.names()) {
      if (!converted.contains(asset)) {
        pay(asset, Settling.settle(side(asset, -1), side(asset, 1)));
      }
    }
    swaps.sort(Swap.ORDER);
    transfers.sort(Transfer.ORDER);
    deferred.sort(Deferral.ORDER);
  }

  private SortedMap<String, BigInteger> side(String asset, int sign) {
    SortedMap<String, BigInteger> side = new TreeMap<>();
    nets.of(asset)
        .forEach(
            (payee, net) -> {
              if (net.signum() == sign) {
                side.put(payee, net.abs());
              }
            });
    return side;
  }

  private void pay(String asset, List<Payment> payments) {
    BigInteger least = request.minTransfer().getOrDefault(asset, BigInteger.ZERO);
    for (Payment payment : payments) {
      if (payment.amount().compareTo(least) < 0) {
        defer(asset, payment, Reason.BELOW_MIN_TRANSFER);
      } else {
        transfers.add(new Transfer(payment.from(), payment.to(), asset, payment.amount()));
      }
    }
  }

  private void defer(String asset, Payment payment, Reason reason) {
    deferred.add(new Deferral(payment.from(), payment.to(), asset, payment.amount(), reason));
  }

  private void convert(String asset, Conversion conversion) {
    SortedMap<String, BigInteger> debtors = side(asset, -1);
    SortedMap<String, BigInteger> creditors = side(asset, 1);
    payInKind(asset, conversion, debtors, creditors);
    SortedMap<String, BigInteger> small = new TreeMap<>();
    debtors.forEach(
        (payee, owed) -> {
          if (owed.compareTo(conversion.minConvert()) < 0
              || conversion.proceeds(owed).signum() == 0) {
            small.put(payee, owed);
          }
        });
    for (String payee : small.keySet()) {
      debtors.remove(payee);
    }
    Settling.settle(small, creditors)
        .forEach(payment -> defer(asset, payment, Reason.BELOW_MIN_CONVERT));
    sell(asset, conversion, debtors, creditors);
  }

  private void payInKind(
      String asset,
      Conversion conversion,
      SortedMap<String, BigInteger> debtors,
      SortedMap<String, BigInteger> creditors) {
    SortedMap<String, BigInteger> keepers = new TreeMap<>();
    creditors.forEach(
        (payee, claim) -> {
          BigInteger kept =
              conversion.keepAt().contains(payee) ? claim : claim.min(claims.inKind(payee, asset));
          if (kept.signum() > 0) {
            keepers.put(payee, kept);
          }
        });
    List<Payment> payments = Settling.settle(debtors, keepers);
    payments.forEach(payment -> Settling.take(creditors, payment.to(), payment.amount()));
    pay(asset, payments);
  }

  private void sell(
      String asset,
      Conversion conversion,
      SortedMap<String, BigInteger> debtors,
      SortedMap<String, BigInteger> creditors) {
    BigInteger fetched = BigInteger.ZERO;
    for (Map.Entry<String, BigInteger> debtor : debtors.entrySet()) {
      BigInteger amount = debtor.getValue();
      BigInteger buy = market.fetches(debtor.getKey(), asset, amount, conversion);
      swaps.add(new Swap(debtor.getKey(), asset, amount, conversion.to(), buy));
      nets.subtract(conversion.to(), debtor.getKey(), buy);
      fetched = fetched.add(buy);
    }
    List<String> payees = List.copyOf(creditors.keySet());
    List<Rational> owed = creditors.values().stream().map(Rational::of).toList();
    List<BigInteger> shares = LargestRemainder.share(fetched, owed, Rational.sum(owed));
    for (int i = 0; i < payees.size(); i++) {
      String payee = payees.get(i);
      nets.add(conversion.to(), payee, shares.get(i));
      proceeds.add(payee, asset, shares.get(i));
      entitlements.add(payee, conversion.to(), shares.get(i));
      BigInteger claim = creditors.getOrDefault(payee, BigInteger.ZERO);
      soldFor.add(payee, asset, claim);
      entitlements.subtract(payee, asset, claim);
    }
  }
}
