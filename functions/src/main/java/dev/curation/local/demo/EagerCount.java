package dev.curation.local.demo;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * What everybody has earned, counted naively: each hour everybody is visited and gets an exact
 * fraction (specs/curation.md, Block; specs/withdrawals.md, Rules). It knows only what was done,
 * and nothing of the database.
 */
public final class EagerCount {
  private static final long HOUR = 3_600_000;
  private static final BigInteger ONE_E18 = BigInteger.TEN.pow(18);

  private final Deeds deeds;
  private final SortedMap<String, Exact> earned = new TreeMap<>();
  private final SortedMap<String, Long> votes = new TreeMap<>();
  private BigInteger fees = BigInteger.ZERO;
  private BigInteger carry = BigInteger.ZERO;

  private EagerCount(Deeds deeds) {
    this.deeds = deeds;
  }

  static EagerCount of(Deeds deeds) {
    EagerCount count = new EagerCount(deeds);
    SortedSet<Long> hours = new TreeSet<>();
    deeds.sales.forEach(sale -> hours.add(hour(sale.time())));
    deeds.votes.forEach(vote -> hours.add(hour(vote.time())));
    hours.forEach(count::block);
    return count;
  }

  /** By address, wei. */
  Exact earned(String person) {
    return earned.getOrDefault(person, Exact.ZERO);
  }

  BigInteger fees() {
    return fees;
  }

  private static long hour(long time) {
    return time / HOUR * HOUR;
  }

  private static <T> List<T> in(long hour, List<T> all, ToLongFunction<T> time) {
    return all.stream().filter(each -> hour(time.applyAsLong(each)) == hour).toList();
  }

  private void block(long hour) {
    in(hour, deeds.votes, Deeds.Vote::time)
        .forEach(v -> votes.merge(v.user(), v.votes(), Long::sum));
    BigInteger pot = carry;
    for (Deeds.Sale sale : in(hour, deeds.sales, Deeds.Sale::time)) {
      fees = fees.add(sale.fee());
      pot = pot.add(sale.fee());
    }
    carry = pot;
    BigInteger all = BigInteger.valueOf(votes.values().stream().mapToLong(v -> v).sum());
    for (Map.Entry<String, Long> curator : votes.entrySet()) {
      if (curator.getValue() > 0) {
        BigInteger share = BigInteger.valueOf(curator.getValue()).multiply(pot).divide(all);
        carry = carry.subtract(share);
        share(hour, curator.getKey(), share);
      }
    }
  }

  private void share(long hour, String curator, BigInteger share) {
    Optional<Deeds.Term> term =
        deeds.terms.stream()
            .filter(t -> t.operator().equals(curator) && hour(t.time()) < hour)
            .findFirst();
    if (term.isEmpty()) {
      give(curator, Exact.of(share));
      return;
    }
    SortedMap<String, BigInteger> delegators = new TreeMap<>();
    deeds.placed.stream()
        .filter(p -> p.operator().equals(curator) && hour(p.time()) <= hour)
        .forEach(
            p -> delegators.merge(p.curator(), BigInteger.valueOf(p.votes()), BigInteger::add));
    BigInteger placed = delegators.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger rate = placed.signum() == 0 ? ONE_E18 : rate(curator, hour);
    give(term.get().owner(), Exact.of(share).times(rate, ONE_E18));
    if (placed.signum() > 0) {
      Exact rest = Exact.of(share).times(ONE_E18.subtract(rate), ONE_E18);
      delegators.forEach((delegator, own) -> give(delegator, rest.times(own, placed)));
    }
  }

  private BigInteger rate(String operator, long hour) {
    return deeds.rates.stream()
        .filter(r -> r.operator().equals(operator) && hour(r.time()) <= hour)
        .reduce((before, after) -> after)
        .orElseThrow()
        .rateE18();
  }

  private void give(String person, Exact wei) {
    earned.merge(person, wei, Exact::plus);
  }
}
