package dev.curation.lanes;

import dev.curation.audit.Difference;
import dev.curation.audit.Findings;
import dev.curation.money.Wei;
import dev.curation.settlement.Atto;
import dev.curation.settlement.LaneTerms;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.List;

/** The equations over both sides, from the sums that are stored (specs/settlement.md, 6). */
final class TermsAudit {
  private TermsAudit() {}

  /**
   * @param inFlight of transfers that the payout side does not know
   * @param external in its inbox that no live transfer explains
   */
  static LaneTerms terms(Fields accrual, Fields payout, BigInteger inFlight, BigInteger external) {
    Wei received = LaneSums.wei(payout, "receivedWei");
    Wei applied = LaneSums.wei(payout, "appliedWei");
    return new LaneTerms(
        LaneSums.wei(accrual, "feesInWei"),
        Wei.of(external),
        LaneSums.atto(accrual, "poolAtto"),
        LaneSums.atto(accrual, "holdingAtto"),
        LaneSums.wei(accrual, "localWei"),
        LaneSums.wei(accrual, "batchedWei"),
        LaneSums.wei(accrual, "outboxWei"),
        Wei.of(inFlight),
        LaneSums.wei(payout, "quarantineWei"),
        received,
        received.minus(applied.min(received)),
        LaneSums.wei(payout, "excessWei"),
        LaneSums.wei(payout, "sweptWei"),
        LaneSums.wei(payout, "paidWei"));
  }

  /** Names the equations that do not hold. */
  static void check(LaneTerms terms, DocumentPath lane, Fields payout, Findings findings) {
    Wei applied = LaneSums.wei(payout, "appliedWei");
    equal(findings, lane, "A", terms.leftSideAtto(), terms.rightSideAtto());
    equal(
        findings,
        lane,
        "B",
        terms.batched().value().add(terms.external().value()),
        terms
            .outbox()
            .plus(terms.inFlight())
            .plus(terms.received())
            .plus(terms.quarantine())
            .value());
    equal(
        findings,
        lane,
        "C",
        applied.value(),
        terms.paid().plus(terms.excess()).plus(terms.swept()).value());
    if (applied.compareTo(terms.received()) > 0) {
      findings.add(
          new Difference(
              lane.path(),
              "equation E, applied",
              applied.toString(),
              "at most " + terms.received()));
    }
  }

  private static void equal(
      Findings findings, DocumentPath lane, String name, BigInteger left, BigInteger right) {
    if (!left.equals(right)) {
      findings.add(
          new Difference(
              lane.path(), "equation " + name, left + " on the left", right + " as on the right"));
    }
  }

  static LaneReport.Terms report(LaneTerms terms) {
    return new LaneReport.Terms(
        List.of(term("fees in", terms.feesIn()), term("external", terms.external())),
        List.of(
            new LaneReport.Term("pool", terms.poolAtto().toString()),
            new LaneReport.Term("holdings", terms.holdingAtto().toString()),
            term("local", terms.local()),
            term("outbox", terms.outbox()),
            term("in flight", terms.inFlight()),
            term("quarantine", terms.quarantine()),
            term("unapplied", terms.unapplied()),
            term("excess", terms.excess()),
            term("swept", terms.swept()),
            term("paid", terms.paid())),
        terms.leftSideAtto().toString(),
        terms.rightSideAtto().toString(),
        terms.leftSideAtto().subtract(terms.rightSideAtto()).toString());
  }

  private static LaneReport.Term term(String name, Wei wei) {
    return new LaneReport.Term(name, Atto.of(wei).toString());
  }
}
