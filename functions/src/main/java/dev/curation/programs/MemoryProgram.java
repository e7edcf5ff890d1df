package dev.curation.programs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One program with all its periods and account states, in memory. */
public final class MemoryProgram {
  private final SortedMap<Long, Distribution> ended = new TreeMap<>();
  private final SortedMap<Long, Map<String, AccountState>> accounts = new TreeMap<>();
  private RewardProgram program;
  private @Nullable OpenPeriod open;

  MemoryProgram(RewardProgram program) {
    this.program = program;
  }

  public RewardProgram program() {
    return program;
  }

  /** All periods that were begun, in their order. */
  public List<Distribution> distributions() {
    List<Distribution> all = new ArrayList<>(ended.values());
    if (open != null) {
      all.add(open.distribution());
    }
    return all;
  }

  /** The account states of a period that was begun. */
  public Map<String, AccountState> accounts(long period) {
    if (open != null && period == program.currentClaimPeriod()) {
      return Collections.unmodifiableMap(open.accounts());
    }
    return Collections.unmodifiableMap(accounts.getOrDefault(period, Map.of()));
  }

  /** Does all that the clock has to do until an instant. */
  void advance(long nowMs, Consumer<LogEntry> log, Consumer<BigInteger> refund) {
    while (program.isDue(nowMs)) {
      switch (program.state()) {
        case PENDING -> {
          begin(program.started(), 0);
          log.accept(LogEntry.of(LogEntry.Kind.PROGRAM_STARTED, id(), startMs()));
        }
        case STARTED -> closePeriod(log);
        case FINISHED -> expire(log, refund);
        case EXPIRED -> throw new IllegalStateException("nothing is due after the expiry");
      }
    }
  }

  private long id() {
    return program.id();
  }

  private long startMs() {
    return program.terms().programStartMs();
  }

  private void begin(RewardProgram begun, long expected) {
    program = begun;
    open = new OpenPeriod(begun, begun.distribution(), Math.toIntExact(expected));
  }

  private void closePeriod(Consumer<LogEntry> log) {
    OpenPeriod closing = openPeriod();
    Distribution counted = closing.distribution();
    long end = program.periodEndMs();
    BigInteger allocated = BigInteger.ZERO;
    for (AccountState account : closing.accounts().values()) {
      BigInteger reward =
          RewardMath.reward(
              counted.pool(),
              account.shares(),
              counted.totalShares(),
              program.terms().maxRewardByAddress());
      account.close(reward);
      allocated = allocated.add(reward);
    }
    ended.put(counted.period(), counted.ended(allocated));
    accounts.put(counted.period(), closing.accounts());
    log.accept(LogEntry.periodEnded(id(), counted.period(), end));
    RewardProgram after = program.closed(allocated);
    if (after.state() == ProgramState.FINISHED) {
      program = after;
      open = null;
      log.accept(LogEntry.of(LogEntry.Kind.PROGRAM_FINISHED, id(), end));
    } else {
      begin(after, counted.participants()); // As many again, or so.
    }
  }

  private void expire(Consumer<LogEntry> log, Consumer<BigInteger> refund) {
    long at = program.claimableUntilMs();
    accounts.values().forEach(period -> period.values().forEach(AccountState::expire));
    program = program.expired();
    refund.accept(program.refunded());
    log.accept(LogEntry.refunded(LogEntry.Kind.PROGRAM_EXPIRED, id(), at, program.refunded()));
  }

  private OpenPeriod openPeriod() {
    if (open == null) {
      throw new IllegalStateException("program " + id() + " is " + program.state());
    }
    return open;
  }

  void judge(Activity event, Facts facts, Consumer<Judgement> sink) {
    if (open != null) {
      open.judge(event, facts, sink);
    }
  }

  void endEarly() {
    program = program.endedEarly();
  }

  /** Takes all account states of an address that can be claimed, in the order of their periods. */
  Claimed claim(String address) {
    List<Claimed.Period> taken = new ArrayList<>();
    accounts.forEach(
        (period, states) -> {
          AccountState account = states.get(address);
          if (account != null && account.isClaimable()) {
            taken.add(new Claimed.Period(period, account.shares(), account.claim()));
          }
        });
    Claimed claimed = Claimed.of(id(), taken);
    program = program.withClaimed(claimed.total());
    return claimed;
  }
}
