package dev.curation.programs;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Votes and stakes as section 5 says, added up from all events that ever were.
 *
 * @param votes by collection and user
 * @param stakes by user, contract and collection (null: none)
 */
record NaiveBooks(Map<Held, BigInteger> votes, Map<Held, BigInteger> stakes) {
  /** What is held; of votes without a contract. */
  record Held(String user, @Nullable String contract, @Nullable String collection) {}

  static NaiveBooks after(List<Activity> history) {
    Comparator<Held> order = Comparator.comparing(Held::toString);
    NaiveBooks books = new NaiveBooks(new TreeMap<>(order), new TreeMap<>(order));
    for (Activity event : history) {
      Held held = new Held(event.user(), event.contract(), event.collection());
      switch (event.type()) {
        case VOTE -> books.votes.merge(held, event.amount(), BigInteger::add);
        case STAKE -> books.stakes.merge(held, event.amount(), BigInteger::add);
        case UNVOTE -> books.votes.computeIfPresent(held, (h, was) -> less(was, event.amount()));
        case UNSTAKE -> books.stakes.computeIfPresent(held, (h, was) -> less(was, event.amount()));
        case SALE -> {}
      }
    }
    return books;
  }

  private static BigInteger less(BigInteger was, BigInteger by) {
    return was.compareTo(by) < 0 ? BigInteger.ZERO : was.subtract(by);
  }

  /** The stake that counts for an event. */
  BigInteger heldFor(Activity event, String user) {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Held, BigInteger> each : stakes.entrySet()) {
      Held held = each.getKey();
      boolean counts = held.user().equals(user);
      if (event.type() == EventType.STAKE) {
        counts &= String.valueOf(held.contract()).equals(event.contract());
        if (event.collection() != null) {
          counts &= event.collection().equals(held.collection());
        }
      }
      if (counts) {
        sum = sum.add(each.getValue());
      }
    }
    return sum;
  }

  /** The power of each collection that has any. */
  Map<String, BigInteger> powers(String metric) {
    Map<String, BigInteger> powers = new TreeMap<>();
    (metric.equals("STAKE") ? stakes : votes)
        .forEach(
            (held, amount) -> {
              if (held.collection() != null && amount.signum() > 0) {
                powers.merge(held.collection(), amount, BigInteger::add);
              }
            });
    return powers;
  }
}
