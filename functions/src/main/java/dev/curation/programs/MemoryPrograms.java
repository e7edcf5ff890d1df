package dev.curation.programs;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All programs in memory, with books and balances (specs/programs.md): for vectors, simulations and
 * benchmarks. Each operation names its instant, to which every program is advanced first; one that
 * is refused has advanced them all the same.
 */
public final class MemoryPrograms {
  private final NavigableMap<Long, MemoryProgram> programs = new TreeMap<>();
  private final Map<String, SortedMap<String, BigInteger>> balances = new TreeMap<>();
  private final List<LogEntry> log = new ArrayList<>();
  private final ActivityBooks books;
  private long lastId;
  private long nowMs;
  private long nextMs = Long.MAX_VALUE;

  /**
   * @param books empty; who is excluded and who owns collections is known to them
   */
  public MemoryPrograms(ActivityBooks books) {
    this.books = books;
  }

  /** Gives an account money. */
  public void credit(String account, String asset, BigInteger amount) {
    balances.computeIfAbsent(account, a -> new TreeMap<>()).merge(asset, amount, BigInteger::add);
  }

  /** By account, then by asset. */
  public Map<String, SortedMap<String, BigInteger>> balances() {
    return Collections.unmodifiableMap(balances);
  }

  public BigInteger balance(String account, String asset) {
    SortedMap<String, BigInteger> own = balances.get(account);
    return own == null ? BigInteger.ZERO : own.getOrDefault(asset, BigInteger.ZERO);
  }

  /** What has happened, in the order of processing. */
  public List<LogEntry> log() {
    return Collections.unmodifiableList(log);
  }

  /** Those that were not deleted, by id. */
  public SortedMap<Long, MemoryProgram> programs() {
    return Collections.unmodifiableSortedMap(programs);
  }

  /**
   * Advances every program to an instant.
   *
   * @throws ProgramRefusedException {@code TIME_WENT_BACK}
   */
  public void tick(long atMs) {
    if (atMs < nowMs) {
      throw ProgramRefusal.TIME_WENT_BACK.of("atMs", atMs);
    }
    nowMs = atMs;
    if (atMs < nextMs) {
      return;
    }
    for (MemoryProgram each : programs.values()) {
      String creator = each.program().terms().creator();
      String asset = each.program().terms().asset();
      each.advance(atMs, log::add, refund -> credit(creator, asset, refund));
    }
    plan();
  }

  private void plan() {
    nextMs =
        programs.values().stream()
            .mapToLong(each -> each.program().nextTransitionMs().orElse(Long.MAX_VALUE))
            .min()
            .orElse(Long.MAX_VALUE);
  }

  /**
   * @return the new program's id
   * @throws ProgramRefusedException with the first code of specs/programs.md, 3, that applies
   */
  public long create(long atMs, ProgramRequest request) {
    tick(atMs);
    BigInteger funds = balance(request.creator(), request.asset());
    RewardProgram program = request.check(lastId + 1, atMs, funds);
    lastId = program.id();
    credit(request.creator(), request.asset(), request.total().negate());
    programs.put(lastId, new MemoryProgram(program));
    log.add(LogEntry.of(LogEntry.Kind.PROGRAM_CREATED, lastId, atMs));
    plan();
    tick(atMs);
    return lastId;
  }

  /**
   * The event changes the books, then each program judges it.
   *
   * @param atMs the engine's instant, at or after the event's own
   * @param sink is given what becomes of it, program by program
   * @throws InvalidValueException if the event is still to come
   */
  public void event(long atMs, Activity event, Consumer<Judgement> sink) {
    if (event.timestampMs() > atMs) {
      throw new InvalidValueException(
          "timestampMs", event.timestampMs(), "must not be after the engine's instant");
    }
    tick(atMs);
    books.apply(event);
    if (!event.type().isJudged()) {
      return;
    }
    Facts facts = books.facts(event);
    for (MemoryProgram program : programs.values()) {
      program.judge(event, facts, sink);
    }
  }

  /**
   * What an end came to.
   *
   * @param refunded of a program that had not started and is deleted now; null: it goes on
   * @param endsAtMs of one that goes on until then
   */
  public record Ended(@Nullable BigInteger refunded, long endsAtMs) {}

  /**
   * @throws ProgramRefusedException {@code PROGRAM_NOT_FOUND}, {@code NOT_AUTHORIZED}, {@code
   *     INCORRECT_STATE}
   */
  public Ended end(long atMs, long id, String by) {
    tick(atMs);
    MemoryProgram found = program(id);
    RewardProgram program = found.program();
    if (!program.terms().creator().equals(by)) {
      throw ProgramRefusal.NOT_AUTHORIZED.of("by", by);
    }
    if (!program.state().isOutstanding()) {
      throw ProgramRefusal.INCORRECT_STATE.of("program", id);
    }
    log.add(LogEntry.of(LogEntry.Kind.PROGRAM_ENDED, id, atMs));
    if (program.state() == ProgramState.STARTED) {
      found.endEarly();
      return new Ended(null, found.program().periodEndMs());
    }
    programs.remove(id);
    BigInteger escrow = program.escrow();
    credit(by, program.terms().asset(), escrow);
    log.add(LogEntry.refunded(LogEntry.Kind.PROGRAM_REFUNDED, id, atMs, escrow));
    plan();
    return new Ended(escrow, atMs);
  }

  /**
   * @throws ProgramRefusedException {@code PROGRAM_NOT_FOUND}, {@code PROGRAM_EXPIRED}, {@code
   *     INVALID_ADDRESS}
   */
  public Claimed claim(long atMs, long id, String by) {
    tick(atMs);
    MemoryProgram program = program(id);
    if (program.program().state() == ProgramState.EXPIRED) {
      throw ProgramRefusal.PROGRAM_EXPIRED.of("program", id);
    }
    requireAddress(by);
    return pay(program, by);
  }

  /**
   * Claims of all programs that are not expired.
   *
   * @return those that paid more than 0, by id
   * @throws ProgramRefusedException {@code INVALID_ADDRESS}
   */
  public List<Claimed> claimAll(long atMs, String by) {
    tick(atMs);
    requireAddress(by);
    List<Claimed> paid = new ArrayList<>();
    for (MemoryProgram program : programs.values()) {
      if (program.program().state() != ProgramState.EXPIRED) {
        Claimed claimed = pay(program, by);
        if (claimed.total().signum() > 0) {
          paid.add(claimed);
        }
      }
    }
    return paid;
  }

  private Claimed pay(MemoryProgram program, String by) {
    Claimed claimed = program.claim(by);
    // Also of 0: the vectors list a balance of everybody who ever claimed.
    credit(by, program.program().terms().asset(), claimed.total());
    if (!claimed.periods().isEmpty()) {
      log.add(LogEntry.claimed(claimed.program(), nowMs, by, claimed.total()));
    }
    return claimed;
  }

  /**
   * One of those that were not deleted, as it stands.
   *
   * @throws ProgramRefusedException {@code PROGRAM_NOT_FOUND}
   */
  public MemoryProgram program(long id) {
    MemoryProgram program = programs.get(id);
    if (program == null) {
      throw ProgramRefusal.PROGRAM_NOT_FOUND.of("program", id);
    }
    return program;
  }

  private static void requireAddress(String by) {
    if (by.isBlank()) {
      throw ProgramRefusal.INVALID_ADDRESS.of("by", by);
    }
  }

  /**
   * What is given in one claim period of a program.
   *
   * @throws ProgramRefusedException {@code PROGRAM_NOT_FOUND}, or {@code PERIOD_NOT_FOUND} if the
   *     period was not begun
   */
  public Distribution distribution(long atMs, long id, long period) {
    tick(atMs);
    return program(id).distributions().stream()
        .filter(each -> each.period() == period)
        .findFirst()
        .orElseThrow(() -> ProgramRefusal.PERIOD_NOT_FOUND.of("period", period));
  }

  /** The programs of a type, by id. */
  public List<RewardProgram> programs(long atMs, ProgramType type) {
    tick(atMs);
    return programs.values().stream()
        .map(MemoryProgram::program)
        .filter(program -> type.includes(program.state()))
        .toList();
  }

  /**
   * What an address may claim or has claimed.
   *
   * @param isProvisional the period is open, and the reward what would result now
   */
  public record Claim(
      long program, long period, ClaimStatus status, BigInteger reward, boolean isProvisional) {}

  /**
   * All account states of an address with shares, by program and period.
   *
   * @param status null: of any
   */
  public List<Claim> claims(long atMs, String address, @Nullable ClaimStatus status) {
    tick(atMs);
    List<Claim> claims = new ArrayList<>();
    for (MemoryProgram program : programs.values()) {
      for (Distribution period : program.distributions()) {
        AccountState account = program.accounts(period.period()).get(address);
        if (account != null
            && account.shares() > 0
            && (status == null || account.status() == status)) {
          claims.add(claim(program, period, account));
        }
      }
    }
    return claims;
  }

  private static Claim claim(MemoryProgram program, Distribution period, AccountState account) {
    BigInteger reward =
        period.ended()
            ? account.fixedReward()
            : RewardMath.reward(
                period.pool(),
                account.shares(),
                period.totalShares(),
                program.program().terms().maxRewardByAddress());
    return new Claim(period.program(), period.period(), account.status(), reward, !period.ended());
  }

  /**
   * Balances and escrows of each asset together: nothing but {@link #credit} changes it.
   *
   * @return by asset
   */
  public SortedMap<String, BigInteger> supply() {
    Map<String, BigInteger> supply = new HashMap<>();
    balances
        .values()
        .forEach(own -> own.forEach((asset, wei) -> supply.merge(asset, wei, BigInteger::add)));
    for (MemoryProgram program : programs.values()) {
      supply.merge(program.program().terms().asset(), program.program().escrow(), BigInteger::add);
    }
    return new TreeMap<>(supply);
  }
}
