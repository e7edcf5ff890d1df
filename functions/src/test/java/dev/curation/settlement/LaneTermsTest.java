package dev.curation.settlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** The equations over both sides, and that they notice a single atto. */
class LaneTermsTest {
  private static LaneTerms terms() {
    SmallLane small = SmallLane.every(2);
    small.block(2, "alice 1, bob 1, cara 1", 80);
    small.send(1, "t1", Wei.of(50));
    small.send(1, "t2", Wei.of(20));
    small.deliver("t1");
    small.lane.payout().receive(SmallLane.WETH, "gift", Wei.of(7), false);
    return small.lane.terms(SmallLane.WETH);
  }

  private static LaneTerms with(LaneTerms t, BigInteger poolAtto, Wei inFlight, Wei quarantine) {
    return new LaneTerms(
        t.feesIn(),
        t.external(),
        poolAtto,
        t.holdingAtto(),
        t.local(),
        t.batched(),
        t.outbox(),
        inFlight,
        quarantine,
        t.received(),
        t.unapplied(),
        t.excess(),
        t.swept(),
        t.paid());
  }

  @Test
  void shouldHoldInTheMiddleOfThings() {
    LaneTerms terms = terms().check();
    assertEquals(Atto.of(Wei.of(87)), terms.leftSideAtto());
    assertEquals(terms.leftSideAtto(), terms.rightSideAtto());
    assertEquals(Wei.of(20), terms.inFlight());
    assertEquals(Wei.of(7), terms.external());
  }

  @Test
  void shouldNameTheEquationOfMoneyAndWhatIsMissing() {
    LaneTerms right = terms();
    LaneTerms wrong =
        with(right, right.poolAtto().add(BigInteger.ONE), right.inFlight(), right.quarantine());
    assertEquals(
        "Equation A (money in = money held, in atto): left 87000000000000000000, right"
            + " 87000000000000000001, difference -1",
        assertThrows(ConservationException.class, wrong::check).getMessage());
  }

  @Test
  void shouldNameTheEquationOfBatchesAndWhatIsMissing() {
    LaneTerms right = terms();
    LaneTerms wrong =
        with(
            right,
            right.poolAtto().add(Atto.PER_WEI),
            right.inFlight().minus(Wei.of(1)),
            right.quarantine());
    assertEquals(
        "Equation B (batches + external = where they are, in wei): left 86, right 85,"
            + " difference 1",
        assertThrows(ConservationException.class, wrong::check).getMessage());
  }

  @Test
  void shouldNoticeANegativeTerm() {
    LaneTerms right = terms();
    LaneTerms wrong =
        with(
            right,
            right.poolAtto().subtract(Atto.PER_WEI),
            right.inFlight(),
            right.quarantine().plus(Wei.of(1)));
    assertThrows(ConservationException.class, wrong::check);
  }
}
