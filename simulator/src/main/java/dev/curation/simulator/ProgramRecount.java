package dev.curation.simulator;

import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reward programs counted once more, naively: period by period, over all events (specs/programs.md,
 * 4 to 8). It knows what happened and what was asked for, and nothing of the code that it checks.
 */
final class ProgramRecount {
  private final ProgramPast past;
  private final List<ProgramBooks.Seen> events;
  private final SortedMap<Long, Counted> programs = new TreeMap<>();

  /** What somebody did in a period. */
  static final class Account {
    final SortedMap<Integer, Long> counts = new TreeMap<>();
    long shares;
    BigInteger reward = BigInteger.ZERO;
    boolean isClaimed;
  }

  /**
   * A period.
   *
   * @param isOver whether all its events are known
   */
  record Period(
      long begin, long end, BigInteger pool, SortedMap<String, Account> accounts, boolean isOver) {
    long shares() {
      return accounts.values().stream().mapToLong(each -> each.shares).sum();
    }

    BigInteger allocated() {
      return accounts.values().stream()
          .map(each -> each.reward)
          .reduce(BigInteger.ZERO, BigInteger::add);
    }
  }

  /** A program, as far as its events are known. */
  static final class Counted {
    final long id;
    final Offer offer;
    final List<Period> periods = new ArrayList<>();
    BigInteger remaining;
    BigInteger claimed = BigInteger.ZERO;
    boolean isEndedEarly;
    boolean isExpired;
    @Nullable Long finished;

    Counted(long id, Offer offer) {
      this.id = id;
      this.offer = offer;
      this.remaining = offer.total();
    }

    /** Claims are refused from then on. */
    long expiry() {
      return finished == null ? Long.MAX_VALUE : finished + offer.offsetSeconds() * 1000;
    }

    BigInteger refunded() {
      return isExpired ? offer.total().subtract(claimed) : BigInteger.ZERO;
    }

    BigInteger escrow() {
      return offer.total().subtract(claimed).subtract(refunded());
    }

    /** What is left of the pool of a planned period, or it is over. */
    BigInteger least() {
      return planned()
          .multiply(BigInteger.valueOf(offer.leastBps()))
          .divide(BigInteger.valueOf(10_000));
    }

    BigInteger planned() {
      return offer.total().divide(BigInteger.valueOf(offer.periods()));
    }

    String state() {
      if (isExpired) {
        return "EXPIRED";
      }
      return finished != null ? "FINISHED" : periods.isEmpty() ? "PENDING" : "STARTED";
    }
  }

  ProgramRecount(ProgramPast past) {
    this.past = past;
    this.events = ProgramBooks.read(past);
    past.offers()
        .forEach(
            (id, offer) -> {
              if (past.deleted(id) == null) {
                programs.put(id, count(new Counted(id, offer)));
              }
            });
    past.receipts("ClaimRewards").forEach(this::claim);
    past.receipts("ClaimAllRewards").forEach(this::claim);
  }

  /** Those that were not deleted, by id. */
  SortedMap<Long, Counted> programs() {
    return programs;
  }

  private Counted count(Counted program) {
    Offer offer = program.offer;
    Long asked = past.endAsked(program.id);
    long begin = offer.start();
    while (program.finished == null && begin <= past.until()) {
      long end = begin + offer.periodMillis();
      boolean isOver = end <= past.until();
      BigInteger pool = program.planned().min(program.remaining);
      Period period = new Period(begin, end, pool, judge(offer, begin, end), isOver);
      program.periods.add(period);
      program.isEndedEarly =
          asked != null && asked >= begin && asked < end && asked <= past.until();
      if (!isOver) {
        return program;
      }
      share(offer, period);
      program.remaining = program.remaining.subtract(period.allocated());
      if (program.isEndedEarly
          || program.periods.size() == offer.periods() + offer.rollovers()
          || program.remaining.compareTo(program.least()) < 0
          || program.remaining.signum() == 0) {
        program.finished = end;
        program.isExpired = program.expiry() <= past.until();
      }
      begin = end;
    }
    return program;
  }

  private SortedMap<String, Account> judge(Offer offer, long begin, long end) {
    SortedMap<String, Account> accounts = new TreeMap<>();
    for (ProgramBooks.Seen seen : events) {
      long at = seen.event().time();
      for (int i = 0; at >= begin && at < end && i < offer.deeds().size(); i++) {
        Offer.Deed deed = offer.deeds().get(i);
        for (String candidate : candidates(deed, seen.event())) {
          if (isEligible(deed, seen, candidate)) {
            Account account = accounts.computeIfAbsent(candidate, any -> new Account());
            long count = account.counts.merge(i, 1L, Long::sum);
            if (count >= deed.least() && count <= deed.most()) {
              boolean isMore = deed.multiplier() > 1 && seen.owners().contains(candidate);
              account.shares += isMore ? deed.multiplier() : 1;
            }
          }
        }
      }
    }
    return accounts;
  }

  private static List<String> candidates(Offer.Deed deed, ProgramPast.Event event) {
    if (!deed.type().equals(event.kind())) {
      return List.of();
    }
    return switch (deed.role()) {
      case "SELLER" -> List.of(event.seller());
      case "BOTH" -> List.of(event.user(), event.seller());
      default -> List.of(event.user());
    };
  }

  private static boolean isEligible(Offer.Deed deed, ProgramBooks.Seen seen, String candidate) {
    ProgramPast.Event event = seen.event();
    boolean isBarred =
        seen.excluded().contains(event.user())
            || seen.excluded().contains(event.seller())
            || event.user().equals(event.seller());
    BigInteger stake = seen.stake(candidate);
    boolean isStaked =
        stake.compareTo(deed.leastStake()) >= 0
            && (deed.mostStake() == null || stake.compareTo(deed.mostStake()) <= 0);
    // Nobody stakes in favour of a collection, so none has power by stakes.
    boolean isRanked = seen.power().signum() > 0 && !deed.metric().equals("STAKE");
    long place = seen.below() * 10_000;
    boolean isInBand =
        isRanked && place >= deed.low() * seen.ranked() && place <= deed.high() * seen.ranked();
    return !isBarred && isStaked && (isInBand || !deed.hasBand());
  }

  private static void share(Offer offer, Period period) {
    BigInteger all = BigInteger.valueOf(period.shares());
    for (Account account : period.accounts.values()) {
      if (account.shares > 0) {
        BigInteger part = period.pool.multiply(BigInteger.valueOf(account.shares)).divide(all);
        account.reward = part.min(offer.cap());
      }
    }
  }

  /** What was claimed was due, to whom it was paid, and nobody had claimed it before. */
  private void claim(Fields receipt) {
    Fields claimed = receipt.map("result").map("programs");
    String who = receipt.string("who");
    for (String id : claimed.values().keySet()) {
      Counted program =
          Difference.present(programs.get(Long.valueOf(id)), "claimed of no program: " + receipt);
      Fields periods = claimed.map(id).map("periods");
      for (String number : periods.values().keySet()) {
        Period period = program.periods.get(Integer.parseInt(number) - 1);
        Account account =
            Difference.present(
                period.accounts.get(who), "claimed without having earned: " + receipt);
        Difference.check(!account.isClaimed, "claimed twice: " + receipt);
        Difference.check(period.isOver, "claimed of an open period: " + receipt);
        Difference.check(
            period.end <= receipt.integer("at") && receipt.integer("at") < program.expiry(),
            "claimed too early or too late: " + receipt);
        account.isClaimed = true;
        Fields one = periods.map(number);
        Difference.check(
            account.shares + " shares, " + account.reward,
            one.integer("shares") + " shares, " + one.string("rewardWei"),
            "what " + receipt + " paid");
        program.claimed = program.claimed.add(account.reward);
      }
    }
  }
}
