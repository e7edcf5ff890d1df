package dev.curation.local.demo;

import dev.curation.local.demo.ProgramFact.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was done in a program and what it earned, counted once more, naively (specs/programs.md, 5
 * to 7): period by period, over all events.
 */
final class ProgramCount {
  private final ProgramDeeds deeds;
  private final List<ProgramBooks.Seen> events;

  ProgramCount(ProgramDeeds deeds) {
    this.deeds = deeds;
    this.events = ProgramBooks.read(deeds.facts);
  }

  /** What somebody did in a period. */
  static final class Account {
    private final SortedMap<Integer, Long> counts = new TreeMap<>();
    private long shares;
    private BigInteger reward = BigInteger.ZERO;
    private boolean isCapped;
    private boolean isClaimed;

    long shares() {
      return shares;
    }

    BigInteger reward() {
      return reward;
    }

    boolean isCapped() {
      return isCapped;
    }

    boolean isClaimed() {
      return isClaimed;
    }

    SortedMap<Integer, Long> counts() {
      return counts;
    }

    /** Takes the reward, if there is one that nobody has taken. */
    boolean claim() {
      boolean isDue = shares > 0 && !isClaimed;
      isClaimed |= isDue;
      return isDue;
    }
  }

  /** A period as it ended. */
  record Period(long begin, long end, BigInteger pool, SortedMap<String, Account> accounts) {
    long shares() {
      return accounts.values().stream().mapToLong(each -> each.shares).sum();
    }

    BigInteger allocated() {
      return sum(accounts.values().stream().map(each -> each.reward).toList());
    }
  }

  /**
   * A program as it ended.
   *
   * @param endedEarlyIn the number of the period; 0: none
   * @param finished when; null: it never started
   */
  record Counted(
      int id, ProgramPlan plan, List<Period> periods, int endedEarlyIn, @Nullable Long finished) {
    BigInteger claimed() {
      return sum(
          periods.stream()
              .flatMap(period -> period.accounts.values().stream())
              .filter(account -> account.isClaimed)
              .map(account -> account.reward)
              .toList());
    }

    BigInteger refunded() {
      return plan.total().subtract(claimed());
    }

    /** Claims are refused from then on. */
    long expiry() {
      return Objects.requireNonNull(finished) + plan.offsetSeconds() * 1_000;
    }
  }

  static BigInteger sum(List<BigInteger> amounts) {
    return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  Counted count(int id, ProgramPlan plan) {
    Long asked = deeds.ended.get(id);
    List<Period> periods = new ArrayList<>();
    if (asked != null && asked < plan.startMs()) {
      return new Counted(id, plan, periods, 0, null);
    }
    long begin = plan.startMs();
    BigInteger remaining = plan.total();
    while (true) {
      long end = begin + plan.periodMs();
      BigInteger pool = plan.total().divide(BigInteger.valueOf(plan.periods())).min(remaining);
      Period period = new Period(begin, end, pool, judge(plan, begin, end));
      share(plan, period);
      periods.add(period);
      remaining = remaining.subtract(period.allocated());
      boolean isEndedEarly = asked != null && asked >= begin && asked < end;
      if (isEndedEarly
          || periods.size() == plan.periods() + plan.rollovers()
          || remaining.compareTo(plan.leastToRollOver()) < 0
          || remaining.signum() == 0) {
        return new Counted(id, plan, periods, isEndedEarly ? periods.size() : 0, end);
      }
      begin = end;
    }
  }

  private SortedMap<String, Account> judge(ProgramPlan plan, long begin, long end) {
    SortedMap<String, Account> accounts = new TreeMap<>();
    for (ProgramBooks.Seen seen : events) {
      long at = seen.fact().at();
      for (int index = 0; at >= begin && at < end && index < plan.actions().size(); index++) {
        ProgramPlan.Action action = plan.actions().get(index);
        for (String candidate : candidates(action, seen.fact())) {
          if (isEligible(action, seen, candidate)) {
            earn(
                accounts.computeIfAbsent(candidate, any -> new Account()),
                action,
                index,
                candidate);
          }
        }
      }
    }
    return accounts;
  }

  private static List<String> candidates(ProgramPlan.Action action, ProgramFact fact) {
    if (!action.type().equals(fact.kind().name())) {
      return List.of();
    }
    if (fact.kind() != Kind.SALE) {
      return List.of(fact.user());
    }
    return "BOTH".equals(action.role())
        ? List.of(fact.user(), Objects.requireNonNull(fact.seller()))
        : List.of(fact.user());
  }

  private boolean isEligible(ProgramPlan.Action action, ProgramBooks.Seen seen, String candidate) {
    ProgramFact fact = seen.fact();
    boolean isBarred =
        deeds.excluded().contains(fact.user())
            || (fact.seller() != null && deeds.excluded().contains(fact.seller()))
            || fact.user().equals(fact.seller());
    BigInteger stake = seen.stake(candidate);
    boolean isWithinStakes =
        stake.compareTo(action.leastStake()) >= 0
            && (action.mostStake() == null || stake.compareTo(action.mostStake()) <= 0);
    long place = seen.below() * 10_000;
    boolean isWithinBand =
        !action.hasBand()
            || (place >= action.low() * seen.ranked() && place <= action.high() * seen.ranked());
    return !isBarred && isWithinStakes && isWithinBand;
  }

  private void earn(Account account, ProgramPlan.Action action, int index, String candidate) {
    long count = account.counts.merge(index, 1L, Long::sum);
    if (count >= action.least() && count <= action.most()) {
      boolean isMore = action.multiplier() > 1 && candidate.equals(deeds.owner());
      account.shares += isMore ? action.multiplier() : 1;
    }
  }

  private static void share(ProgramPlan plan, Period period) {
    BigInteger all = BigInteger.valueOf(period.shares());
    for (Account account : period.accounts.values()) {
      if (account.shares > 0) {
        BigInteger share = period.pool.multiply(BigInteger.valueOf(account.shares)).divide(all);
        account.isCapped = share.compareTo(plan.cap()) > 0;
        account.reward = share.min(plan.cap());
      }
    }
  }
}
