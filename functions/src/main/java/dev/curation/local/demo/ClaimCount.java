package dev.curation.local.demo;

import dev.curation.ledger.LedgerEvent;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What everybody may claim, counted once more from nothing but what happened: shares of the weeks
 * that are claimed by {@link EagerCount}, and what operators and delegators had earned when they
 * asked for it (docs/claims.md).
 */
final class ClaimCount {
  private static final long HOUR = 3_600_000;

  private final Deeds deeds = new Deeds();
  private final Map<String, Long> held = new HashMap<>();
  private final Set<String> pool;
  private final SortedMap<String, Exact> asked = new TreeMap<>();

  /**
   * @param pool addresses of operators and delegators, whose shares are claimed once they ask
   */
  ClaimCount(Set<String> pool) {
    this.pool = Set.copyOf(pool);
  }

  Deeds deeds() {
    return deeds;
  }

  /** Events of a replay, later than all before; a removal takes what there is. */
  void add(List<LedgerEvent> events) {
    events.stream()
        .sorted(
            Comparator.<LedgerEvent>comparingLong(event -> event.position().timestamp())
                .thenComparingLong(event -> event.position().blockNumber())
                .thenComparing(event -> event instanceof LedgerEvent.VotesAdded)
                .thenComparing(event -> event.id().value()))
        .forEach(this::add);
  }

  private void add(LedgerEvent event) {
    long time = event.position().timestamp();
    switch (event) {
      case LedgerEvent.Sale sale ->
          deeds.sales.add(new Deeds.Sale(time, sale.protocolFee().value()));
      case LedgerEvent.VotesAdded added -> vote(time, added.user().hex(), added.votes().count());
      case LedgerEvent.VotesRemoved removed -> {
        String user = removed.user().hex();
        long taken = Math.min(removed.votes().count(), held.getOrDefault(user, 0L));
        vote(time, user, -taken);
      }
    }
  }

  private void vote(long time, String user, long votes) {
    held.merge(user, votes, Long::sum);
    deeds.votes.add(new Deeds.Vote(time, user, votes));
  }

  /** Somebody of the pool asks for all that was earned before a full hour. */
  void ask(String person, long until) {
    long since =
        deeds.terms.stream()
            .filter(term -> term.operator().equals(person))
            .mapToLong(term -> term.time() / HOUR * HOUR + HOUR)
            .findFirst()
            .orElse(0);
    // What an operator's votes earned before it was one is no matter of the pool.
    asked.put(person, before(until).earned(person).minus(before(since).earned(person)));
  }

  /** Everything before a time. */
  private EagerCount before(long time) {
    Deeds part = new Deeds();
    deeds.sales.stream().filter(sale -> sale.time() < time).forEach(part.sales::add);
    deeds.votes.stream().filter(vote -> vote.time() < time).forEach(part.votes::add);
    part.placed.addAll(deeds.placed);
    part.rates.addAll(deeds.rates);
    part.terms.addAll(deeds.terms);
    return EagerCount.of(part);
  }

  /**
   * What each account may have claimed in all, wei; those of the pool exactly, all others whole.
   *
   * @param from the first hour of the weeks that are claimed
   * @param until their end
   */
  SortedMap<String, Exact> claimable(long from, long until) {
    EagerCount earlier = before(from);
    EagerCount later = before(until);
    Set<String> people = new HashSet<>();
    deeds.votes.forEach(vote -> people.add(vote.user()));
    people.removeAll(pool);
    SortedMap<String, Exact> claimable = new TreeMap<>(asked);
    for (String person : people) {
      Exact earned = later.earned(person).minus(earlier.earned(person));
      if (earned.floor().signum() > 0) {
        claimable.put(person, earned);
      }
    }
    return claimable;
  }

  BigInteger fees() {
    return before(Long.MAX_VALUE).fees();
  }
}
