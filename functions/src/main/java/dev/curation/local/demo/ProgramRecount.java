package dev.curation.local.demo;

import static dev.curation.local.demo.ProgramCount.sum;

import dev.curation.local.demo.ProgramCount.Account;
import dev.curation.local.demo.ProgramCount.Counted;
import dev.curation.local.demo.ProgramCount.Period;
import dev.curation.local.demo.ProgramDeeds.Claim;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The programs, their claims and all money counted once more (specs/programs.md, 5 to 8). It knows
 * what happened and what the programs were to be, and nothing of their code and documents.
 */
final class ProgramRecount {
  private final List<String> creators;
  private final ProgramDeeds deeds;
  private final List<Counted> counted = new ArrayList<>();
  private final SortedMap<String, BigInteger> tokens = new TreeMap<>();
  private final SortedMap<String, String> figures = new TreeMap<>();

  private ProgramRecount(List<String> creators, ProgramDeeds deeds) {
    this.creators = creators;
    this.deeds = deeds;
  }

  /**
   * @param people who may have tokens in the end, beside the creators
   * @param withdrawn what each creator took back
   */
  static ProgramRecount of(
      List<ProgramPlan> plans,
      List<String> creators,
      List<String> people,
      ProgramDeeds deeds,
      BigInteger withdrawn) {
    ProgramRecount count = new ProgramRecount(creators, deeds);
    ProgramCount programs = new ProgramCount(deeds);
    for (int i = 0; i < plans.size(); i++) {
      count.counted.add(programs.count(i + 1, plans.get(i)));
    }
    people.forEach(each -> count.tokens.put(each, BigInteger.ZERO));
    count.claim();
    count.money(withdrawn);
    count.counted.forEach(count::put);
    return count;
  }

  SortedMap<String, String> figures() {
    return figures;
  }

  List<Counted> counted() {
    return counted;
  }

  /** What somebody has in the end. */
  SortedMap<String, BigInteger> tokens() {
    return tokens;
  }

  private void claim() {
    for (int i = 0; i < deeds.claims.size(); i++) {
      Claim claim = deeds.claims.get(i);
      figures.put("claim " + (i + 1) + " by " + claim.person(), answer(claim));
    }
  }

  private String answer(Claim claim) {
    Integer only = claim.program();
    if (only != null && claim.at() >= counted.get(only - 1).expiry()) {
      return "PROGRAM_EXPIRED";
    }
    BigInteger total = BigInteger.ZERO;
    Map<Integer, SortedMap<Integer, String>> told = new LinkedHashMap<>();
    for (Counted program : counted) {
      boolean isMeant = only == null || only == program.id();
      if (isMeant && program.finished() != null && claim.at() < program.expiry()) {
        SortedMap<Integer, String> periods = new TreeMap<>();
        BigInteger sum = take(program, claim, periods);
        total = total.add(sum);
        if (!periods.isEmpty()) {
          log(program.id(), "rewards_claimed", claim.at(), null, claim.person(), sum);
        }
        if (sum.signum() > 0) {
          told.put(program.id(), periods);
        }
      }
    }
    tokens.merge(claim.person(), total, BigInteger::add);
    return total + " " + told;
  }

  private static BigInteger take(Counted program, Claim claim, SortedMap<Integer, String> periods) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < program.periods().size(); i++) {
      Period period = program.periods().get(i);
      Account account = period.accounts().get(claim.person());
      if (account != null && period.end() <= claim.known() && account.claim()) {
        sum = sum.add(account.reward());
        periods.put(i + 1, account.shares() + "/" + account.reward());
      }
    }
    return sum;
  }

  private void money(BigInteger withdrawn) {
    for (int i = 0; i < creators.size(); i++) {
      String creator = creators.get(i);
      int index = i;
      List<Counted> own = counted.stream().filter(each -> each.plan().creator() == index).toList();
      BigInteger locked = sum(own.stream().map(each -> each.plan().total()).toList());
      BigInteger refunded = sum(own.stream().map(Counted::refunded).toList());
      BigInteger deposited = Objects.requireNonNull(deeds.deposited.get(creator));
      BigInteger left = deposited.subtract(locked).subtract(withdrawn);
      figures.put(
          "funds of " + creator,
          ProgramFigures.funds(
              deposited.toString(), left.toString(), locked.toString(), withdrawn.toString()));
      BigInteger minted = Objects.requireNonNull(deeds.minted.get(creator));
      tokens.put(creator, minted.subtract(deposited).add(refunded).add(withdrawn));
    }
    tokens.forEach((who, amount) -> figures.put("tokens of " + who, amount.toString()));
    figures.put("tokens of the treasury", "0");
  }

  private void log(
      int program,
      String kind,
      long at,
      @Nullable Long period,
      @Nullable String address,
      @Nullable BigInteger amount) {
    String line =
        ProgramFigures.line(kind, at, period, address, amount == null ? null : amount.toString());
    figures.merge(
        "program " + program + " log: " + line,
        "1",
        (before, one) -> Integer.toString(Integer.parseInt(before) + 1));
  }

  private void put(Counted program) {
    int id = program.id();
    ProgramPlan plan = program.plan();
    log(id, "program_created", Objects.requireNonNull(deeds.created.get(id)), null, null, null);
    Long asked = deeds.ended.get(id);
    if (asked != null) {
      log(id, "program_ended", asked, null, null, null);
    }
    String name = "program " + id;
    if (program.finished() == null) {
      log(id, "program_refunded", Objects.requireNonNull(asked), null, null, plan.total());
      figures.put(name, "deleted");
      return;
    }
    int run = program.periods().size();
    boolean isEarly = program.endedEarlyIn() > 0;
    long planned = isEarly ? run : plan.periods();
    long most = isEarly ? run : plan.periods() + plan.rollovers();
    figures.put(
        name,
        ProgramFigures.state(
            "EXPIRED", "0", program.claimed().toString(), program.refunded().toString()));
    figures.put(
        name + " clock",
        ProgramFigures.clock(
            planned,
            most - planned,
            run,
            plan.startMs() + Math.max(run, planned) * plan.periodMs(),
            plan.startMs() + most * plan.periodMs(),
            program.finished()));
    log(id, "program_started", plan.startMs(), null, null, null);
    log(id, "program_finished", program.finished(), null, null, null);
    log(id, "program_expired", program.expiry(), null, null, program.refunded());
    for (int i = 0; i < run; i++) {
      put(id, i + 1, program.periods().get(i));
    }
  }

  private void put(int id, int number, Period period) {
    log(id, "claim_period_ended", period.end(), (long) number, null, null);
    String name = "program " + id + " period " + number;
    figures.put(
        name,
        ProgramFigures.period(
            period.pool().toString(),
            period.allocated().toString(),
            period.shares(),
            period.accounts().size()));
    period
        .accounts()
        .forEach(
            (address, account) ->
                figures.put(
                    name + " of " + address,
                    ProgramFigures.account(
                        account.shares(),
                        account.counts().toString(),
                        account.reward().toString(),
                        account.isClaimed() ? "CLAIMED" : "EXPIRED")));
  }
}
