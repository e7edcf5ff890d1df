package dev.curation.programs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reward programs from specs/programs.md alone: it keeps what happened, and works out everything
 * else again from the beginning. It shares nothing with the rules but plain values.
 */
final class NaivePrograms implements ProgramsEngine {
  /** How collections of the same power stand; only the first is right. */
  enum Ties {
    LEVEL,
    COUNTED_AS_BELOW
  }

  private record Payment(String account, String asset, BigInteger amount) {}

  private final Ties ties;
  private final List<Activity> history = new ArrayList<>();
  private final List<Payment> payments = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final SortedMap<Long, NaiveProgram> programs = new TreeMap<>();
  private final Set<String> excluded = new HashSet<>();
  private final Set<String> owners = new HashSet<>();
  private long now;
  private long created;

  NaivePrograms(Ties ties) {
    this.ties = ties;
  }

  @Override
  public void credit(String account, String asset, BigInteger amount) {
    payments.add(new Payment(account, asset, amount));
  }

  @Override
  public void exclude(String address) {
    excluded.add(address);
  }

  @Override
  public void registerOwner(String address) {
    owners.add(address);
  }

  private List<String> at(long at, Supplier<List<String>> operation) {
    if (at < now) {
      return List.of("TIME_WENT_BACK");
    }
    now = at;
    programs.values().forEach(this::catchUp);
    return operation.get();
  }

  private void catchUp(NaiveProgram program) {
    List<NaiveProgram.Transition> all = program.at(now).transitions;
    for (NaiveProgram.Transition each : all.subList(program.transitionsLogged, all.size())) {
      log.add(each.text());
      if (each.refund().signum() > 0) {
        credit(program.asked.creator(), program.asked.asset(), each.refund());
      }
    }
    program.transitionsLogged = all.size();
  }

  @Override
  public List<String> tick(long at) {
    return at(at, List::of);
  }

  @Override
  public List<String> create(long at, ProgramRequest request) {
    return at(
        at,
        () -> {
          BigInteger funds = balance(request.creator(), request.asset());
          String refusal = NaiveChecks.refusal(request, now, funds);
          if (refusal != null) {
            return List.of(refusal);
          }
          created++;
          NaiveProgram program = new NaiveProgram(created, request);
          programs.put(created, program);
          credit(request.creator(), request.asset(), request.total().negate());
          log.add(now + " program_created " + created);
          catchUp(program);
          return List.of("id " + created);
        });
  }

  private BigInteger balance(String account, String asset) {
    return payments.stream()
        .filter(each -> each.account().equals(account) && each.asset().equals(asset))
        .map(Payment::amount)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Override
  public List<String> event(long at, Activity event) {
    return at(
        at,
        () -> {
          history.add(event);
          NaiveBooks books = NaiveBooks.after(history);
          List<String> outcomes = new ArrayList<>();
          programs.values().forEach(program -> judge(program, event, books, outcomes));
          return outcomes;
        });
  }

  private void judge(
      NaiveProgram program, Activity event, NaiveBooks books, List<String> outcomes) {
    NaiveProgram.View view = program.at(now);
    List<RequestedAction> actions = program.asked.actions();
    boolean isForNobody = event.type() == EventType.UNVOTE || event.type() == EventType.UNSTAKE;
    if (!view.state.equals("STARTED") || isForNobody) {
      return;
    }
    NaiveProgram.Period period = view.lastPeriod();
    if (event.timestampMs() < period.begin) {
      outcomes.add(program.id + " LATE");
      return;
    }
    for (int i = 0; i < actions.size(); i++) {
      RequestedAction action = actions.get(i);
      if (action.type().equals(event.type().name())) {
        for (String candidate : candidates(action, event)) {
          String reason = reason(action, event, candidate, books);
          outcomes.add(
              reason == null
                  ? count(program, period, i, candidate)
                  : program.id + " " + reason + " " + i + " " + candidate);
        }
      }
    }
  }

  private static List<String> candidates(RequestedAction action, Activity event) {
    if (event.seller() == null) {
      return List.of(event.user());
    }
    String role = action.role() == null ? "BUYER" : action.role();
    return switch (role) {
      case "BUYER" -> List.of(event.user());
      case "SELLER" -> List.of(event.seller());
      default -> List.of(event.user(), event.seller());
    };
  }

  private @Nullable String reason(
      RequestedAction action, Activity event, String candidate, NaiveBooks books) {
    if (excluded.contains(candidate)) {
      return "EXCLUDED";
    }
    if (event.type() == EventType.SALE && event.user().equals(event.seller())) {
      return "SELF_TRADE";
    }
    if (event.type() == EventType.SALE
        && (excluded.contains(event.user()) || excluded.contains(event.seller()))) {
      return "EXCLUDED";
    }
    BigInteger held = books.heldFor(event, candidate);
    if (held.compareTo(action.minimumStake()) < 0) {
      return "BELOW_MINIMUM_STAKE";
    }
    if (action.maximumStake() != null && held.compareTo(action.maximumStake()) > 0) {
      return "ABOVE_MAXIMUM_STAKE";
    }
    if (action.percentileLow() == 0 && action.percentileHigh() == 10_000) {
      return null;
    }
    if (event.collection() == null) {
      return "NO_COLLECTION";
    }
    String metric = action.percentileMetric();
    return standing(action, event.collection(), books.powers(metric == null ? "VOTES" : metric));
  }

  private @Nullable String standing(
      RequestedAction action, String collection, Map<String, BigInteger> powers) {
    BigInteger own = powers.get(collection);
    if (own == null) {
      return "NOT_RANKED";
    }
    long below = 0;
    for (Map.Entry<String, BigInteger> other : powers.entrySet()) {
      int order = other.getValue().compareTo(own);
      boolean isLevel = order == 0 && !other.getKey().equals(collection);
      if (order < 0 || (isLevel && ties == Ties.COUNTED_AS_BELOW)) {
        below++;
      }
    }
    BigInteger place = BigInteger.valueOf(below).multiply(BigInteger.valueOf(10_000));
    BigInteger all = BigInteger.valueOf(powers.size());
    if (place.compareTo(all.multiply(BigInteger.valueOf(action.percentileLow()))) < 0) {
      return "BELOW_MINIMUM_PERCENTILE";
    }
    boolean isAbove =
        place.compareTo(all.multiply(BigInteger.valueOf(action.percentileHigh()))) > 0;
    return isAbove ? "ABOVE_MAXIMUM_PERCENTILE" : null;
  }

  private String count(
      NaiveProgram program, NaiveProgram.Period period, int index, String candidate) {
    RequestedAction action = program.asked.actions().get(index);
    long count =
        1
            + program.grants.stream()
                .filter(each -> each.period() == period.number)
                .filter(each -> each.action() == index && each.user().equals(candidate))
                .count();
    String outcome = "GRANTED";
    long shares =
        action.ownerMultiplier() > 1 && owners.contains(candidate) ? action.ownerMultiplier() : 1;
    if (count < action.minimumActions()) {
      outcome = "BELOW_MINIMUM_ACTIONS";
      shares = 0;
    } else if (count > action.maximumActions()) {
      outcome = "ABOVE_MAXIMUM_ACTIONS";
      shares = 0;
    }
    program.grants.add(new NaiveProgram.Grant(period.number, index, candidate, shares));
    return String.join(
        " ",
        "" + program.id,
        outcome,
        "" + index,
        candidate,
        "" + period.number,
        "" + count,
        "" + shares);
  }

  @Override
  public List<String> end(long at, long id, String by) {
    return at(
        at,
        () -> {
          NaiveProgram program = programs.get(id);
          if (program == null) {
            return List.of("PROGRAM_NOT_FOUND");
          }
          if (!program.asked.creator().equals(by)) {
            return List.of("NOT_AUTHORIZED");
          }
          NaiveProgram.View view = program.at(now);
          if (!view.isOutstanding()) {
            return List.of("INCORRECT_STATE");
          }
          log.add(now + " program_ended " + id);
          if (view.state.equals("STARTED")) {
            program.endAskedAt = now;
            return List.of("ends " + view.lastPeriod().end);
          }
          programs.remove(id);
          credit(by, program.asked.asset(), program.asked.total());
          log.add(now + " program_refunded " + id + " " + program.asked.total());
          return List.of("refunded " + program.asked.total());
        });
  }

  @Override
  public List<String> claim(long at, long id, String by) {
    return at(
        at,
        () -> {
          NaiveProgram program = programs.get(id);
          if (program == null) {
            return List.of("PROGRAM_NOT_FOUND");
          }
          if (program.at(now).state.equals("EXPIRED")) {
            return List.of("PROGRAM_EXPIRED");
          }
          return by.isBlank() ? List.of("INVALID_ADDRESS") : List.of(pay(program, by).text);
        });
  }

  private record Paid(BigInteger amount, String text) {}

  private Paid pay(NaiveProgram program, String by) {
    BigInteger sum = BigInteger.ZERO;
    StringBuilder rows = new StringBuilder();
    for (NaiveProgram.Period period : program.at(now).periods) {
      long shares = period.shares(by);
      if (period.isEnded && shares > 0 && !period.isClaimed(by)) {
        sum = sum.add(period.reward(by));
        rows.append(" | " + period.number + " " + shares + " " + period.reward(by));
      }
    }
    credit(by, program.asked.asset(), sum);
    if (rows.length() > 0) {
      program.claims.add(new NaiveProgram.Claim(now, by, sum));
      log.add(now + " rewards_claimed " + program.id + " " + by + " " + sum);
    }
    return new Paid(sum, program.id + " pays " + sum + rows);
  }

  @Override
  public List<String> claimAll(long at, String by) {
    return at(
        at,
        () -> {
          if (by.isBlank()) {
            return List.of("INVALID_ADDRESS");
          }
          List<String> answer = new ArrayList<>();
          for (NaiveProgram program : programs.values()) {
            if (!program.at(now).state.equals("EXPIRED")) {
              Paid paid = pay(program, by);
              if (paid.amount.signum() > 0) {
                answer.add(paid.text);
              }
            }
          }
          return answer;
        });
  }

  @Override
  public List<String> programs(long at, ProgramType type) {
    return at(
        at,
        () -> {
          Set<String> states =
              switch (type) {
                case ALL -> Set.of("PENDING", "STARTED", "FINISHED", "EXPIRED");
                case PENDING -> Set.of("PENDING");
                case ACTIVE -> Set.of("STARTED");
                case OUTSTANDING -> Set.of("PENDING", "STARTED");
                case FINISHED -> Set.of("FINISHED", "EXPIRED");
              };
          return programs.values().stream()
              .filter(program -> states.contains(program.at(now).state))
              .map(program -> "" + program.id)
              .toList();
        });
  }

  @Override
  public List<String> claims(long at, String user, @Nullable ClaimStatus status) {
    return at(
        at,
        () -> {
          List<String> answer = new ArrayList<>();
          for (NaiveProgram program : programs.values()) {
            NaiveProgram.View view = program.at(now);
            for (NaiveProgram.Period period : view.periods) {
              if (period.shares(user) > 0) {
                String stands = view.status(period, user);
                if (status == null || status.name().equals(stands)) {
                  answer.add(
                      String.join(
                          " ",
                          "" + program.id,
                          "" + period.number,
                          stands,
                          "" + period.reward(user),
                          "" + !period.isEnded));
                }
              }
            }
          }
          return answer;
        });
  }

  @Override
  public List<String> distribution(long at, long id, long number) {
    return at(
        at,
        () -> {
          NaiveProgram program = programs.get(id);
          if (program == null) {
            return List.of("PROGRAM_NOT_FOUND");
          }
          List<NaiveProgram.Period> periods = program.at(now).periods;
          return number < 1 || number > periods.size()
              ? List.of("PERIOD_NOT_FOUND")
              : List.of(text(program, periods.get((int) number - 1)));
        });
  }

  private static String text(NaiveProgram program, NaiveProgram.Period period) {
    return String.join(
        " ",
        "period",
        "" + program.id,
        "" + period.number,
        "" + period.pool,
        "" + period.allocated,
        "" + period.totalShares(),
        "" + period.users().size(),
        "" + period.isEnded);
  }

  @Override
  public List<String> state() {
    List<String> text = new ArrayList<>();
    programs.values().forEach(program -> describe(program, text));
    SortedMap<String, SortedMap<String, BigInteger>> balances = new TreeMap<>();
    SortedMap<String, BigInteger> supply = new TreeMap<>();
    for (Payment each : payments) {
      balances
          .computeIfAbsent(each.account(), any -> new TreeMap<>())
          .merge(each.asset(), each.amount(), BigInteger::add);
      supply.merge(each.asset(), each.amount(), BigInteger::add);
    }
    balances.forEach(
        (user, own) -> own.forEach((asset, amount) -> text.add(user + "/" + asset + " " + amount)));
    for (NaiveProgram program : programs.values()) {
      NaiveProgram.View view = program.at(now);
      BigInteger held = program.asked.total().subtract(view.claimed()).subtract(view.refunded);
      supply.merge(program.asked.asset(), held, BigInteger::add);
    }
    text.add("supply " + supply);
    text.addAll(log);
    return text;
  }

  private void describe(NaiveProgram program, List<String> text) {
    NaiveProgram.View view = program.at(now);
    text.add(
        String.join(
            " ",
            "program",
            "" + program.id,
            view.state,
            "" + view.remaining,
            "" + view.claimed(),
            "" + view.refunded,
            "" + program.leastRollover,
            "" + view.shownPeriods,
            "" + program.asked.claimPeriods(),
            "" + view.shownRollover,
            "" + view.periods.size(),
            "" + view.expectedEnd,
            "" + view.lastEnd,
            view.periods.isEmpty() ? "null" : "" + view.lastPeriod().end,
            "" + view.actualEnd));
    for (NaiveProgram.Period period : view.periods) {
      text.add(text(program, period));
      period
          .users()
          .forEach(
              (user, shares) ->
                  text.add(
                      String.join(
                          " ",
                          "account",
                          "" + program.id,
                          "" + period.number,
                          user,
                          "" + shares,
                          view.status(period, user),
                          period.isEnded ? "" + period.reward(user) : "null",
                          "" + period.counters(user))));
    }
  }
}
