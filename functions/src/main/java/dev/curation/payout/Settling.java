package dev.curation.payout;

import dev.curation.money.ConservationException;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;

/**
 * Who pays whom in one asset (specs/payout-plan.md, section 5.3): pairs of equal amounts first,
 * then the largest debtor pays the largest creditor. What is settled leaves the two maps.
 */
final class Settling {
  /** One payment. */
  record Payment(String from, String to, BigInteger amount) {}

  private record Open(String id, BigInteger amount) {}

  private static final Comparator<Open> LARGEST =
      Comparator.comparing(Open::amount, Comparator.reverseOrder()).thenComparing(Open::id);

  private final List<Payment> payments = new ArrayList<>();
  private final SortedMap<String, BigInteger> debtors;
  private final SortedMap<String, BigInteger> creditors;

  private Settling(SortedMap<String, BigInteger> debtors, SortedMap<String, BigInteger> creditors) {
    this.debtors = debtors;
    this.creditors = creditors;
  }

  /**
   * @param debtors what each owes, positive; keeps what is left when there are no creditors
   * @param creditors what each is owed, positive; keeps what is left when there are no debtors
   */
  static List<Payment> settle(
      SortedMap<String, BigInteger> debtors, SortedMap<String, BigInteger> creditors) {
    int most = debtors.size() + creditors.size() - 1;
    Settling settling = new Settling(debtors, creditors);
    settling.equalPairs();
    settling.largestToLargest();
    if (settling.payments.size() > Math.max(0, most)) {
      throw new ConservationException(
          settling.payments.size() + " payments of " + most + " at most");
    }
    return settling.payments;
  }

  private static List<Open> largestFirst(Map<String, BigInteger> amounts) {
    List<Open> all = new ArrayList<>();
    amounts.forEach((id, amount) -> all.add(new Open(id, amount)));
    all.sort(LARGEST);
    return all;
  }

  private void equalPairs() {
    Map<BigInteger, Deque<String>> owed = new HashMap<>();
    creditors.forEach(
        (id, amount) -> owed.computeIfAbsent(amount, a -> new ArrayDeque<>()).add(id));
    for (Open debtor : largestFirst(debtors)) {
      Deque<String> equal = owed.getOrDefault(debtor.amount(), new ArrayDeque<>());
      if (!equal.isEmpty()) {
        pay(debtor.id(), equal.remove(), debtor.amount());
      }
    }
  }

  private void largestToLargest() {
    PriorityQueue<Open> from = new PriorityQueue<>(LARGEST);
    from.addAll(largestFirst(debtors));
    PriorityQueue<Open> to = new PriorityQueue<>(LARGEST);
    to.addAll(largestFirst(creditors));
    while (!from.isEmpty() && !to.isEmpty()) {
      Open debtor = from.remove();
      Open creditor = to.remove();
      BigInteger amount = debtor.amount().min(creditor.amount());
      pay(debtor.id(), creditor.id(), amount);
      putBack(from, debtor, amount);
      putBack(to, creditor, amount);
    }
  }

  private static void putBack(PriorityQueue<Open> queue, Open open, BigInteger settled) {
    if (open.amount().compareTo(settled) > 0) {
      queue.add(new Open(open.id(), open.amount().subtract(settled)));
    }
  }

  private void pay(String from, String to, BigInteger amount) {
    payments.add(new Payment(from, to, amount));
    take(debtors, from, amount);
    take(creditors, to, amount);
  }

  static void take(Map<String, BigInteger> amounts, String id, BigInteger amount) {
    amounts.computeIfPresent(
        id, (key, all) -> all.compareTo(amount) > 0 ? all.subtract(amount) : null);
  }
}
