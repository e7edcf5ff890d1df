package dev.curation.local.demo;

import static dev.curation.local.demo.ProgramCount.sum;

import dev.curation.local.demo.LaneBooks.Equation;
import dev.curation.local.demo.LaneOutcome.Difference;
import dev.curation.local.demo.ProgramCount.Account;
import dev.curation.local.demo.ProgramCount.Counted;
import dev.curation.local.demo.ProgramCount.Period;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the demo of reward programs came to, beside the recount.
 *
 * @param events by their kinds
 * @param realPeople buyers, sellers and voters of the real month that earned shares; they have no
 *     keys here
 * @param requests signed ones and orders
 * @param claims signed ones; the refused ones among them
 * @param figures that were counted once more
 * @param differences figures that the recount has otherwise
 */
public record ProgramOutcome(
    Map<String, Long> events,
    int realPeople,
    int requests,
    int claims,
    long refused,
    List<Program> programs,
    List<Person> people,
    List<Equation> money,
    int figures,
    List<Difference> differences) {

  /**
   * A program in the end; amounts in the token's smallest unit.
   *
   * @param periods that were run
   * @param rollovers of them were more than planned
   * @param endedEarlyIn the number of a period; 0: it was not ended early
   * @param states of accounts, over all periods
   * @param capped states that would have got more than the cap
   * @param lapsedReal rewards of people without keys, which nobody could claim
   * @param lapsed rewards of people with keys, which nobody claimed in time
   * @param unallocated what no period gave to anybody
   */
  public record Program(
      int id,
      String title,
      String state,
      String total,
      long planned,
      int periods,
      long rollovers,
      int endedEarlyIn,
      int states,
      long capped,
      String claimed,
      String refunded,
      String lapsedReal,
      String lapsed,
      String unallocated) {}

  /**
   * Somebody with a wallet.
   *
   * @param shares of each program
   * @param tokens on the chain in the end
   */
  public record Person(
      String address, String note, List<Long> shares, String lapsed, String tokens) {}

  static ProgramOutcome of(
      ProgramFigures stored,
      ProgramRecount recount,
      ProgramDeeds deeds,
      List<String> people,
      int requests) {
    SortedMap<String, String> is = stored.read(deeds, recount.tokens().keySet());
    return new ProgramOutcome(
        events(deeds),
        realPeople(recount, people).size(),
        requests,
        deeds.claims.size(),
        deeds.answers.values().stream().filter("PROGRAM_EXPIRED"::equals).count(),
        recount.counted().stream().map(each -> program(each, is, people)).toList(),
        people.stream().map(each -> person(each, recount, is, deeds)).toList(),
        money(is, recount, deeds, people),
        names(is, recount.figures()).size(),
        differences(is, recount.figures()));
  }

  private static SortedSet<String> names(Map<String, String> one, Map<String, String> other) {
    SortedSet<String> names = new TreeSet<>(one.keySet());
    names.addAll(other.keySet());
    return names;
  }

  private static List<Difference> differences(
      Map<String, String> stored, Map<String, String> recounted) {
    List<Difference> differences = new ArrayList<>();
    for (String name : names(stored, recounted)) {
      String is = stored.getOrDefault(name, "missing");
      String should = recounted.getOrDefault(name, "none");
      if (!is.equals(should)) {
        differences.add(new Difference(name, is, should));
      }
    }
    return differences;
  }

  private static Map<String, Long> events(ProgramDeeds deeds) {
    Map<String, Long> events = new TreeMap<>();
    for (ProgramFact fact : deeds.facts) {
      boolean isReal = !fact.id().isEmpty() && !fact.id().startsWith("demo-");
      events.merge((isReal ? "real " : "simulated ") + fact.kind(), 1L, Long::sum);
    }
    return events;
  }

  private static Set<String> realPeople(ProgramRecount recount, List<String> people) {
    Set<String> real = new TreeSet<>();
    for (Counted program : recount.counted()) {
      for (Period period : program.periods()) {
        period.accounts().forEach((address, account) -> addIf(account, address, real));
      }
    }
    people.forEach(real::remove);
    return real;
  }

  private static void addIf(Account account, String address, Set<String> all) {
    if (account.shares() > 0) {
      all.add(address);
    }
  }

  private static Program program(Counted program, Map<String, String> stored, List<String> people) {
    List<Account> accounts = new ArrayList<>();
    List<BigInteger> lapsedReal = new ArrayList<>();
    List<BigInteger> lapsed = new ArrayList<>();
    BigInteger allocated = BigInteger.ZERO;
    for (Period period : program.periods()) {
      allocated = allocated.add(period.allocated());
      accounts.addAll(period.accounts().values());
      period
          .accounts()
          .forEach(
              (address, account) -> {
                if (!account.isClaimed()) {
                  (people.contains(address) ? lapsed : lapsedReal).add(account.reward());
                }
              });
    }
    String name = "program " + program.id();
    return new Program(
        program.id(),
        program.plan().title(),
        stored.getOrDefault(name, "missing").replaceFirst(",.*", ""),
        program.plan().total().toString(),
        program.plan().periods(),
        program.periods().size(),
        Math.max(0, program.periods().size() - program.plan().periods()),
        program.endedEarlyIn(),
        accounts.size(),
        accounts.stream().filter(Account::isCapped).count(),
        program.claimed().toString(),
        program.refunded().toString(),
        sum(lapsedReal).toString(),
        sum(lapsed).toString(),
        program.plan().total().subtract(allocated).toString());
  }

  private static Person person(
      String address, ProgramRecount recount, Map<String, String> stored, ProgramDeeds deeds) {
    List<Long> shares = new ArrayList<>();
    List<BigInteger> lapsed = new ArrayList<>();
    for (Counted program : recount.counted()) {
      long sum = 0;
      for (Period period : program.periods()) {
        Account account = period.accounts().get(address);
        if (account != null) {
          sum += account.shares();
          lapsed.add(account.isClaimed() ? BigInteger.ZERO : account.reward());
        }
      }
      shares.add(sum);
    }
    boolean hasClaimed =
        deeds.answers.entrySet().stream()
            .anyMatch(
                each ->
                    deeds.claims.get(each.getKey()).person().equals(address)
                        && !each.getValue().equals("PROGRAM_EXPIRED"));
    String note =
        deeds.excluded().contains(address)
            ? "excluded"
            : address.equals(deeds.owner()) ? "owns a collection" : hasClaimed ? "" : "too late";
    return new Person(
        address,
        note,
        shares,
        sum(lapsed).toString(),
        stored.getOrDefault("tokens of " + address, "missing"));
  }

  private static List<Equation> money(
      Map<String, String> stored, ProgramRecount recount, ProgramDeeds deeds, List<String> people) {
    List<BigInteger> all = new ArrayList<>();
    stored.forEach(
        (name, value) -> {
          if (name.startsWith("tokens of ")) {
            all.add(new BigInteger(value));
          }
        });
    BigInteger paid =
        sum(
            people.stream()
                .map(each -> new BigInteger(stored.getOrDefault("tokens of " + each, "0")))
                .toList());
    List<Counted> counted = recount.counted();
    return List.of(
        Equation.of(
            "minted = tokens of all accounts", sum(List.copyOf(deeds.minted.values())), sum(all)),
        Equation.of(
            "locked = claimed + refunded, of all programs",
            sum(counted.stream().map(each -> each.plan().total()).toList()),
            sum(counted.stream().map(each -> each.claimed().add(each.refunded())).toList())),
        Equation.of(
            "claimed = tokens of the curators",
            sum(counted.stream().map(Counted::claimed).toList()),
            paid));
  }

  /** Every figure is the recount's, and no token is missing. */
  public boolean isRight() {
    return differences.isEmpty() && money.stream().allMatch(Equation::isHolding);
  }
}
