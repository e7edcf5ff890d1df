package dev.curation.cli;

import dev.curation.local.demo.PoolOutcome;
import java.io.PrintWriter;
import java.util.List;

/**
 * What the demo of operators has to show.
 *
 * @param requests signed votes and requests to the pool
 * @param payments that the outbox owes
 * @param isBalanced fees = paid + left + carry
 */
record OperatorsDemoReport(
    long seed,
    int days,
    int sales,
    int requests,
    int payments,
    String feesWei,
    String paidWei,
    String leftWei,
    String carryWei,
    boolean isBalanced,
    List<Person> people,
    double seconds) {
  private static final int DIGITS = 3;

  /**
   * @param earnedWei by the eager recount, further digits left out
   * @param differenceWei earned - paid, further digits left out
   * @param isRight paid no more than was earned, and at most 1 wei less than its whole wei
   */
  record Person(
      String name,
      String address,
      long votes,
      long delegated,
      String earnedWei,
      String paidWei,
      String differenceWei,
      boolean isRight) {}

  OperatorsDemoReport {
    people = List.copyOf(people);
  }

  static OperatorsDemoReport of(long seed, int days, PoolOutcome outcome, double seconds) {
    return new OperatorsDemoReport(
        seed,
        days,
        outcome.sales(),
        outcome.requests(),
        outcome.payments(),
        outcome.fees().toString(),
        outcome.paid().toString(),
        outcome.left().toString(),
        outcome.carry().toString(),
        outcome.isBalanced(),
        outcome.people().stream().map(OperatorsDemoReport::person).toList(),
        Math.round(seconds * 10) / 10.0);
  }

  private static Person person(PoolOutcome.Person person) {
    return new Person(
        person.name(),
        person.address(),
        person.votes(),
        person.delegated(),
        person.earned().text(DIGITS),
        person.paid().toString(),
        person.earned().minus(person.paid()).text(DIGITS),
        person.isRight());
  }

  /** 1 if a wei is missing, or somebody got more or less than is right. */
  int exitCode() {
    return isBalanced && people.stream().allMatch(Person::isRight) ? 0 : 1;
  }

  void print(PrintWriter out) {
    out.printf(
        "%n%,d days: %,d sales, %,d signed votes and requests, %,d payments; seed %d%n",
        days, sales, requests, payments, seed);
    out.println("Simulated: the time; sales and stakes, written as who listens to a chain does.");
    out.println("Payments stay in the outbox: no chain is there to send them on.");
    out.println();
    out.printf(
        "%-14s%-14s%7s%11s%28s%24s%12s%n",
        "Person", "address", "votes", "delegated", "earned, wei", "paid, wei", "difference");
    for (Person person : people) {
      out.printf(
          "%-14s%-14s%7d%11d%28s%24s%12s%s%n",
          person.name(),
          person.address().substring(0, 10) + "..",
          person.votes(),
          person.delegated(),
          person.earnedWei(),
          person.paidWei(),
          person.differenceWei(),
          person.isRight() ? "" : "  wrong");
    }
    out.printf(
        "%n%s wei of fees %s %s wei paid + %s wei left in the pool + %s wei carried over%n",
        feesWei, isBalanced ? "=" : "IS NOT", paidWei, leftWei, carryWei);
    if (exitCode() == 0) {
      out.println("Nobody got more than the exact share, or more than 1 wei less.");
    } else {
      out.println("This is wrong.");
    }
    out.printf("%.1f seconds, the emulator's start included%n", seconds);
  }
}
