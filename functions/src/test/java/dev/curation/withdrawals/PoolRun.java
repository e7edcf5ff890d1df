package dev.curation.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.Denom;
import dev.curation.withdrawals.Pool.Outcome;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A pool by the rules next to the same by the oracle, compared after every step. */
final class PoolRun {
  static final String TREASURY = "treasury";

  private final MemoryRecords records;
  private final EagerPool eager;
  private final Map<String, Amounts> paid = new TreeMap<>();
  private int refused;

  PoolRun(PoolParameters parameters) {
    records = new MemoryRecords(parameters);
    eager = new EagerPool(parameters);
  }

  MemoryRecords records() {
    return records;
  }

  EagerPool eager() {
    return eager;
  }

  /** By person. */
  Map<String, Amounts> paid() {
    return paid;
  }

  int refused() {
    return refused;
  }

  void step(Step step) {
    Everything before = Everything.of(records);
    Refusal refusal = null;
    Outcome outcome = null;
    try {
      outcome = step.rules().apply(records);
    } catch (RefusedException e) {
      refusal = e.refusal();
      refused++;
    }
    assertEquals(before, Everything.of(records), step.text());
    assertEquals(step.oracle().apply(eager), refusal, step.text());
    if (outcome != null) {
      outcome.change().applyTo(records);
      pay(outcome, step);
    }
    check(step.text());
  }

  private void pay(Outcome outcome, Step step) {
    for (Payment payment : outcome.payments()) {
      assertTrue(payment.wei().signum() > 0, step.text());
      boolean isSweep = payment.person().equals(TREASURY);
      boolean isBlocked = records.parameters().isBlocked(payment.to());
      assertFalse(isBlocked && !isSweep, step.text());
      paid.merge(payment.person(), Amounts.of(payment.denom(), payment.wei()), Amounts::plus);
    }
  }

  private void check(String text) {
    PoolSums sums = PoolSums.of(records);
    assertEquals(eager.votes(), votes(), text);
    assertEquals(eager.totalVotes(), records.book().totalVotes(), text);
    Map<String, Amounts> claimable = records.claimableQ();
    Amounts all = Amounts.NONE;
    for (Amounts own : claimable.values()) {
      all = all.plus(Claimable.wholeWei(own));
    }
    for (Denom denom : all.byDenom().keySet()) {
      assertTrue(sums.left(denom).compareTo(all.get(denom)) >= 0, text);
    }
    for (BigInteger dust : records.book().dustQ().byDenom().values()) {
      assertTrue(dust.compareTo(eager.dust()) <= 0, text);
    }
    claimable.forEach((person, own) -> checkShare(person, own, text));
    paid.keySet().stream()
        .filter(person -> !person.equals(TREASURY) && !claimable.containsKey(person))
        .forEach(person -> checkShare(person, Amounts.NONE, text));
  }

  /** 0 <= exact - (paid + claimable) <= what section 8 allows. */
  private void checkShare(String person, Amounts claimableQ, String text) {
    Map<Denom, Fraction> exact = eager.earned().getOrDefault(person, Map.of());
    Amounts paidWei = paid.getOrDefault(person, Amounts.NONE);
    for (Denom denom : History.DENOMS) {
      BigInteger got = paidWei.get(denom).multiply(Scale.Q).add(claimableQ.get(denom));
      Fraction earned = exact.getOrDefault(denom, Fraction.ZERO);
      // Compared without bringing it to lowest terms: the denominators are long.
      BigInteger missing =
          earned.numerator().multiply(Scale.Q).subtract(got.multiply(earned.denominator()));
      BigInteger most = eager.shortfall(person).multiply(earned.denominator());
      String where = text + ": " + person + " " + denom;
      assertTrue(missing.signum() >= 0, where + " has too much");
      assertTrue(missing.compareTo(most) <= 0, where + " is too short");
    }
  }

  private Map<String, Map<String, BigInteger>> votes() {
    Map<String, Map<String, BigInteger>> votes = new TreeMap<>();
    records
        .delegations()
        .forEach(
            (curator, own) ->
                own.forEach(
                    (operator, delegation) ->
                        votes
                            .computeIfAbsent(operator, any -> new TreeMap<>())
                            .put(curator, delegation.votes())));
    return votes;
  }

  /** All records, for comparing. */
  record Everything(
      PoolBook book,
      Map<String, Operator> operators,
      Map<String, Map<String, Delegation>> delegations,
      Map<String, Account> accounts) {
    static Everything of(MemoryRecords records) {
      Map<String, Map<String, Delegation>> delegations = new HashMap<>();
      records.delegations().forEach((curator, own) -> delegations.put(curator, Map.copyOf(own)));
      return new Everything(
          records.book(),
          Map.copyOf(records.operators()),
          delegations,
          Map.copyOf(records.accounts()));
    }
  }
}
