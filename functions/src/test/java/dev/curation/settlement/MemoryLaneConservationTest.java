package dev.curation.settlement;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever happens to a lane, no atto is lost or made (specs/settlement.md, 6). */
class MemoryLaneConservationTest {
  private static final int HISTORIES = 500;
  private static final int STEPS = 120;

  private static BigInteger sum(Collection<Wei> amounts) {
    return amounts.stream().map(Wei::value).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static void assertEquations(RandomLane random, Denom denom) {
    LaneTerms terms = random.lane.terms(denom).check();
    assertEquals(
        random.feesIn.getOrDefault(denom, BigInteger.ZERO), terms.feesIn().value(), "fees");
    assertEquals(
        random.external.getOrDefault(denom, BigInteger.ZERO), terms.external().value(), "external");
    Accrual accrual = random.lane.accrual().of(denom).accrual();
    BigInteger held =
        accrual.holdingsAtto().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    assertEquals(
        Atto.of(terms.feesIn()),
        Atto.of(terms.local())
            .add(terms.poolAtto())
            .add(held)
            .add(Atto.of(accrual.book().batched())),
        "accrual side alone");
    DenomPayout payout = random.lane.payout().of(denom);
    PayoutBook book = payout.book();
    BigInteger paid = sum(payout.paid().values());
    assertEquals(
        paid.add(book.excess().value()).add(book.swept().value()), book.applied().value(), "C");
    assertEquals(book.received(), book.applied().plus(book.unapplied()), "payout side alone");
    for (Settlement each : payout.settlements()) {
      assertEquals(
          each.tokens().plus(each.excessBefore()).value(),
          sum(each.paid().values()).add(each.excessAfter().value()),
          "D");
      int curators = requireNonNull(payout.weights().get(each.seq())).weightsAtto().size();
      assertTrue(each.rounding().compareTo(Wei.of(curators)) < 0, "rounding");
    }
    assertTrue(terms.poolAtto().signum() >= 0 && held.signum() >= 0, "E");
  }

  @Test
  void shouldHoldAllEquationsAfterEachStep() {
    Set<LaneRefusal> refusals = EnumSet.noneOf(LaneRefusal.class);
    Set<String> done = new HashSet<>();
    for (long seed = 0; seed < HISTORIES; seed++) {
      RandomLane random = new RandomLane(seed);
      for (int step = 0; step < STEPS; step++) {
        List<Object> before = SmallLane.state(random.lane);
        boolean isDone = random.step();
        assertTrue(isDone || before.equals(SmallLane.state(random.lane)), "refused and changed");
        for (Denom denom : random.lane.denoms()) {
          assertEquations(random, denom);
        }
      }
      refusals.addAll(random.refusals.keySet());
      done.addAll(random.done);
    }
    assertEquals(EnumSet.allOf(LaneRefusal.class), refusals, "refusals that occurred");
    assertEquals(14, done.size(), "operations that were done: " + done);
  }
}
