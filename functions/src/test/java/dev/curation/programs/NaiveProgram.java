package dev.curation.programs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A program as the list of what was done to it; where it stands at an instant is worked out from
 * its start each time it is asked for.
 */
final class NaiveProgram {
  /** An action that was successful. */
  record Grant(long period, int action, String user, long shares) {}

  /** A claim of an instant takes all periods that ended until then. */
  record Claim(long at, String by, BigInteger paid) {}

  /** What the clock did. */
  record Transition(String text, BigInteger refund) {}

  final long id;
  final ProgramRequest asked;
  final BigInteger leastRollover;
  final List<Grant> grants = new ArrayList<>();
  final List<Claim> claims = new ArrayList<>();
  @Nullable Long endAskedAt;
  int transitionsLogged;

  NaiveProgram(long id, ProgramRequest asked) {
    this.id = id;
    this.asked = asked;
    BigInteger ofPool =
        asked
            .total()
            .divide(number(asked.claimPeriods()))
            .multiply(number(asked.minimumRolloverBps()));
    this.leastRollover =
        asked.minimumRolloverAmount() == null
            ? ofPool.divide(number(10_000))
            : asked.minimumRolloverAmount();
  }

  private static BigInteger number(long value) {
    return BigInteger.valueOf(value);
  }

  /** One period, seen from an instant. */
  final class Period {
    final long number;
    final long begin;
    final long end;
    final boolean isEnded;
    final BigInteger pool;
    BigInteger allocated = BigInteger.ZERO;

    Period(long number, BigInteger left, long now) {
      long length = asked.claimPeriodSeconds() * 1000;
      this.number = number;
      begin = asked.programStartMs() + (number - 1) * length;
      end = begin + length;
      isEnded = now >= end;
      pool = asked.total().divide(number(asked.claimPeriods())).min(left);
      if (isEnded) {
        users().keySet().forEach(user -> allocated = allocated.add(reward(user)));
      }
    }

    /** Shares by user. */
    SortedMap<String, Long> users() {
      SortedMap<String, Long> shares = new TreeMap<>();
      grants.stream()
          .filter(each -> each.period() == number)
          .forEach(each -> shares.merge(each.user(), each.shares(), Long::sum));
      return shares;
    }

    long shares(String user) {
      return users().getOrDefault(user, 0L);
    }

    long totalShares() {
      return users().values().stream().mapToLong(each -> each).sum();
    }

    /** What it is, or would be now. */
    BigInteger reward(String user) {
      long all = totalShares();
      if (all == 0) {
        return BigInteger.ZERO;
      }
      BigInteger part = pool.multiply(number(shares(user))).divide(number(all));
      return part.compareTo(asked.maxRewardByAddress()) > 0 ? asked.maxRewardByAddress() : part;
    }

    boolean isAskedToEnd() {
      return endAskedAt != null && endAskedAt >= begin && endAskedAt < end;
    }

    boolean isClaimed(String user) {
      return isEnded
          && shares(user) > 0
          && claims.stream().anyMatch(each -> each.by().equals(user) && each.at() >= end);
    }

    Map<Integer, Long> counters(String user) {
      Map<Integer, Long> counters = new TreeMap<>();
      grants.stream()
          .filter(each -> each.period() == number && each.user().equals(user))
          .forEach(each -> counters.merge(each.action(), 1L, Long::sum));
      return counters;
    }
  }

  /** All that there is to know at an instant. */
  final class View {
    final List<Period> periods = new ArrayList<>();
    final List<Transition> transitions = new ArrayList<>();
    String state = "PENDING";
    BigInteger remaining = asked.total();
    BigInteger refunded = BigInteger.ZERO;
    long shownPeriods = asked.claimPeriods();
    long shownRollover = asked.maxRolloverClaimPeriods();
    long expectedEnd =
        asked.programStartMs() + asked.claimPeriods() * asked.claimPeriodSeconds() * 1000;
    long lastEnd =
        expectedEnd + asked.maxRolloverClaimPeriods() * asked.claimPeriodSeconds() * 1000;
    @Nullable Long actualEnd;

    View(long now) {
      if (now < asked.programStartMs()) {
        return;
      }
      state = "STARTED";
      add("program_started", asked.programStartMs(), "");
      while (state.equals("STARTED")) {
        Period next = new Period(periods.size() + 1, remaining, now);
        periods.add(next);
        run(next);
        if (!next.isEnded) {
          return;
        }
      }
      expire(now);
    }

    private void run(Period period) {
      if (period.number > asked.claimPeriods()) {
        expectedEnd = period.end;
      }
      if (period.isAskedToEnd()) {
        shownPeriods = period.number;
        shownRollover = 0;
        expectedEnd = period.end;
        lastEnd = period.end;
      }
      if (period.isEnded) {
        remaining = remaining.subtract(period.allocated);
        add("claim_period_ended", period.end, " " + period.number);
        boolean tooLittle = remaining.compareTo(leastRollover) < 0 || remaining.signum() == 0;
        if (period.end >= lastEnd || tooLittle) {
          state = "FINISHED";
          actualEnd = period.end;
          add("program_finished", period.end, "");
        }
      }
    }

    private void expire(long now) {
      long at = lastPeriod().end + asked.expirationOffsetSeconds() * 1000;
      if (now >= at) {
        state = "EXPIRED";
        remaining = BigInteger.ZERO;
        refunded = asked.total().subtract(claimed());
        String text = at + " program_expired " + id + " " + refunded;
        transitions.add(new Transition(text, refunded));
      }
    }

    private void add(String kind, long at, String more) {
      transitions.add(new Transition(at + " " + kind + " " + id + more, BigInteger.ZERO));
    }

    Period lastPeriod() {
      return periods.get(periods.size() - 1);
    }

    BigInteger claimed() {
      return claims.stream().map(Claim::paid).reduce(BigInteger.ZERO, BigInteger::add);
    }

    String status(Period period, String user) {
      if (!period.isEnded) {
        return "UNCLAIMABLE";
      }
      if (period.isClaimed(user)) {
        return "CLAIMED";
      }
      return state.equals("EXPIRED") ? "EXPIRED" : "CLAIMABLE";
    }

    boolean isOutstanding() {
      return state.equals("PENDING") || state.equals("STARTED");
    }
  }

  View at(long now) {
    return new View(now);
  }
}
