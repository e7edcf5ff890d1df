package dev.curation.programs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The engine of the rules, its equations checked after each operation. */
final class RulesInText implements ProgramsEngine {
  private final ActivityBooks books = new ActivityBooks();
  private final MemoryPrograms engine = new MemoryPrograms(books);
  private final Set<String> seen;
  private @Nullable ProgramEquations equations;

  /**
   * @param seen gets every outcome and refusal that occurs
   */
  RulesInText(Set<String> seen) {
    this.seen = seen;
  }

  @Override
  public void credit(String account, String asset, BigInteger amount) {
    engine.credit(account, asset, amount);
    equations = null;
  }

  @Override
  public void exclude(String address) {
    books.exclude(address);
  }

  @Override
  public void registerOwner(String address) {
    books.registerOwner(address);
  }

  private List<String> answer(Consumer<List<String>> operation) {
    if (equations == null) {
      equations = new ProgramEquations(engine);
    }
    List<String> answer = new ArrayList<>();
    try {
      operation.accept(answer);
    } catch (ProgramRefusedException e) {
      answer.add(e.refusal().name());
      seen.add(e.refusal().name());
    }
    equations.check();
    return answer;
  }

  @Override
  public List<String> tick(long at) {
    return answer(text -> engine.tick(at));
  }

  @Override
  public List<String> create(long at, ProgramRequest request) {
    return answer(text -> text.add("id " + engine.create(at, request)));
  }

  @Override
  public List<String> event(long at, Activity event) {
    return answer(text -> engine.event(at, event, each -> text.add(text(each))));
  }

  private String text(Judgement each) {
    seen.add(each.outcome().name());
    String what = each.program() + " " + each.outcome();
    if (each.outcome() == Outcome.LATE) {
      return what;
    }
    String whose = what + " " + each.action() + " " + each.user();
    return each.isCounted()
        ? whose + " " + each.period() + " " + each.count() + " " + each.shares()
        : whose;
  }

  @Override
  public List<String> end(long at, long program, String by) {
    return answer(
        text -> {
          MemoryPrograms.Ended ended = engine.end(at, program, by);
          text.add(
              ended.refunded() == null
                  ? "ends " + ended.endsAtMs()
                  : "refunded " + ended.refunded());
          seen.add(ended.refunded() == null ? "ends" : "refunded");
        });
  }

  @Override
  public List<String> claim(long at, long program, String by) {
    return answer(text -> text.add(text(engine.claim(at, program, by))));
  }

  @Override
  public List<String> claimAll(long at, String by) {
    return answer(text -> engine.claimAll(at, by).forEach(each -> text.add(text(each))));
  }

  private String text(Claimed claimed) {
    StringBuilder text = new StringBuilder(claimed.program() + " pays " + claimed.total());
    for (Claimed.Period each : claimed.periods()) {
      text.append(" | ").append(each.period()).append(" ").append(each.shares());
      text.append(" ").append(each.reward());
      seen.add("claimed");
    }
    return text.toString();
  }

  @Override
  public List<String> programs(long at, ProgramType type) {
    return answer(
        text -> engine.programs(at, type).forEach(program -> text.add("" + program.id())));
  }

  @Override
  public List<String> claims(long at, String user, @Nullable ClaimStatus status) {
    return answer(text -> engine.claims(at, user, status).forEach(each -> text.add(text(each))));
  }

  private String text(MemoryPrograms.Claim claim) {
    seen.add(claim.isProvisional() ? "provisional" : "fixed");
    return String.join(
        " ",
        "" + claim.program(),
        "" + claim.period(),
        "" + claim.status(),
        "" + claim.reward(),
        "" + claim.isProvisional());
  }

  @Override
  public List<String> distribution(long at, long program, long period) {
    return answer(text -> text.add(text(engine.distribution(at, program, period))));
  }

  private static String text(Distribution period) {
    return String.join(
        " ",
        "period",
        "" + period.program(),
        "" + period.period(),
        "" + period.pool(),
        "" + period.allocated(),
        "" + period.totalShares(),
        "" + period.participants(),
        "" + period.ended());
  }

  @Override
  public List<String> state() {
    List<String> text = new ArrayList<>();
    for (MemoryProgram each : engine.programs().values()) {
      text.add(text(each.program()));
      seen.add(each.program().state().name());
      if (each.program().currentClaimPeriod() > each.program().terms().plannedClaimPeriods()) {
        seen.add("rollover");
      }
      for (Distribution period : each.distributions()) {
        text.add(text(period));
        new TreeMap<>(each.accounts(period.period()))
            .forEach((user, account) -> text.add("account " + text(period, account)));
      }
    }
    engine
        .balances()
        .forEach(
            (user, own) ->
                own.forEach((asset, amount) -> text.add(user + "/" + asset + " " + amount)));
    text.add("supply " + engine.supply());
    engine.log().forEach(entry -> text.add(text(entry)));
    return text;
  }

  private static String text(RewardProgram program) {
    return String.join(
        " ",
        "program",
        "" + program.id(),
        "" + program.state(),
        "" + program.remaining(),
        "" + program.claimed(),
        "" + program.refunded(),
        "" + program.terms().minimumRolloverAmount(),
        "" + program.claimPeriods(),
        "" + program.terms().plannedClaimPeriods(),
        "" + program.maxRolloverClaimPeriods(),
        "" + program.currentClaimPeriod(),
        "" + program.expectedEndMs(),
        "" + program.programEndMaxMs(),
        "" + program.claimPeriodEndMs(),
        "" + program.actualEndMs());
  }

  private static String text(Distribution period, AccountState account) {
    return String.join(
        " ",
        "" + period.program(),
        "" + period.period(),
        account.address(),
        "" + account.shares(),
        "" + account.status(),
        "" + account.reward(),
        "" + account.counters());
  }

  private static String text(LogEntry entry) {
    return switch (entry.kind()) {
      case CLAIM_PERIOD_ENDED ->
          entry.atMs() + " " + entry.kind().text() + " " + entry.program() + " " + entry.period();
      case PROGRAM_REFUNDED, PROGRAM_EXPIRED ->
          entry.atMs() + " " + entry.kind().text() + " " + entry.program() + " " + entry.amount();
      case REWARDS_CLAIMED ->
          String.join(
              " ",
              "" + entry.atMs(),
              entry.kind().text(),
              "" + entry.program(),
              entry.address(),
              "" + entry.amount());
      default -> entry.atMs() + " " + entry.kind().text() + " " + entry.program();
    };
  }
}
