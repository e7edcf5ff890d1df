package dev.curation.withdrawals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random lives of pools against paying everybody in every block (specs/withdrawals.md, 8). */
@Tag("slow")
class EagerOracleTest {
  private static final int HISTORIES = 200;
  private static final int ORDERS = 2;
  private static final int SCHEDULES = 60;

  private static PoolRun run(History history) {
    PoolRun run = new PoolRun(history.parameters());
    history.steps().forEach(run::step);
    return run;
  }

  @Test
  void shouldGiveEverybodyTheExactShareUpToTheStatedDust() {
    int refused = 0;
    Set<String> people = new TreeSet<>();
    for (long seed = 0; seed < HISTORIES; seed++) {
      History history = History.random(seed);
      PoolRun run = run(history);
      assertEquals(history.refusals(), run.refused());
      refused += run.refused();
      people.addAll(run.paid().keySet());
    }
    assertTrue(refused > 10 * HISTORIES, "refused: " + refused);
    assertTrue(people.contains(PoolRun.TREASURY) && people.size() > 6, "paid: " + people);
  }

  @Test
  void shouldPayEverybodyEverythingInAnyOrder() {
    for (long seed = 0; seed < HISTORIES; seed++) {
      History history = History.random(seed);
      for (int order = 0; order < ORDERS; order++) {
        PoolRun run = run(history);
        withdrawEverything(run, new Random(seed * ORDERS + order));
        checkNothingIsLeft(run);
      }
    }
  }

  @Test
  void shouldPayTheSameWhetherWithdrawnOftenOrRarely() {
    for (long seed = 0; seed < SCHEDULES; seed++) {
      History history = History.random(seed);
      PoolRun often = new PoolRun(history.parameters());
      for (Step step : history.steps()) {
        often.step(step);
        for (String person : often.records().claimableQ().keySet()) {
          if (!often.records().parameters().isBlocked(person)) {
            often.step(Step.withdrawAll(person, person));
          }
        }
      }
      PoolRun rarely = run(history);
      withdrawEverything(often, new Random(seed));
      withdrawEverything(rarely, new Random(seed + 1));
      // Both within a hair of the same exact share, so the same wei but where that is a hair
      // above a whole number.
      checkNothingIsLeft(often);
      checkNothingIsLeft(rarely);
    }
  }

  private static void withdrawEverything(PoolRun run, Random random) {
    run.step(Step.block(Set.of()));
    List<Step> all = new ArrayList<>();
    EagerPool eager = run.eager();
    for (String operator : eager.operators().keySet()) {
      all.add(Step.withdrawOperator(operator, null));
      eager
          .votes()
          .getOrDefault(operator, Map.of())
          .forEach(
              (curator, votes) -> {
                all.add(Step.withdraw(curator, operator, null));
                all.add(Step.undelegate(curator, operator, votes));
              });
    }
    run.records().claimableQ().keySet().forEach(p -> all.add(Step.withdrawAll(p, null)));
    // Withdrawing from a delegation that is gone by then is refused, and changes nothing.
    Collections.shuffle(all, random);
    all.forEach(run::step);
    List<String> operators = new ArrayList<>(eager.operators().keySet());
    Collections.shuffle(operators, random);
    operators.forEach(operator -> run.step(Step.remove(operator)));
    // Without automatic payments the last votes' earnings are credit.
    run.records().claimableQ().keySet().forEach(p -> run.step(Step.withdrawAll(p, null)));
  }

  /** All shares are paid to the wei, and the rest is what the spec calls dust, tax and carry. */
  private static void checkNothingIsLeft(PoolRun run) {
    assertEquals(Map.of(), run.records().operators());
    assertEquals(Map.of(), run.records().delegations());
    BigInteger people = BigInteger.valueOf(run.records().accounts().size());
    PoolBook book = run.records().book();
    for (var denom : History.DENOMS) {
      for (Account account : run.records().accounts().values()) {
        assertTrue(account.creditQ().get(denom).compareTo(Scale.Q) < 0);
      }
      BigInteger left = book.receivedWei().get(denom).subtract(book.withdrawnWei().get(denom));
      BigInteger atMost =
          people
              .multiply(Scale.Q)
              .add(run.eager().dust())
              .add(book.taxQ().get(denom))
              .add(book.carryQ().get(denom));
      assertTrue(left.multiply(Scale.Q).compareTo(atMost) <= 0, denom + " left: " + left);
    }
    run.eager()
        .earned()
        .forEach(
            (person, shares) ->
                shares.forEach(
                    (denom, exact) -> {
                      BigInteger paid = run.paid().getOrDefault(person, Amounts.NONE).get(denom);
                      Fraction hair = new Fraction(run.eager().shortfall(person), Scale.Q);
                      assertTrue(paid.compareTo(exact.floor()) <= 0);
                      assertTrue(paid.compareTo(exact.minus(hair).floor()) >= 0);
                    }));
  }
}
