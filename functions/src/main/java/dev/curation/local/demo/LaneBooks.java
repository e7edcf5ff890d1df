package dev.curation.local.demo;

import static dev.curation.local.demo.LaneLedger.wei;
import static dev.curation.local.demo.LaneRecount.sum;

import dev.curation.money.Wei;
import dev.curation.settlement.LaneTerms;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The books of both sides beside each other.
 *
 * @param accrual sums of the side where fees are earned, wei unless they say atto
 * @param payout sums of the side that pays, wei
 * @param terms of equation A, atto, by their names; what came in is the first two
 * @param equations that must hold
 */
public record LaneBooks(
    Map<String, String> accrual,
    Map<String, String> payout,
    Map<String, String> terms,
    List<Equation> equations) {
  private static final BigInteger S = BigInteger.TEN.pow(18);

  /** Two amounts that must be the same. */
  public record Equation(String name, String left, String right) {
    static Equation of(String name, BigInteger left, BigInteger right) {
      return new Equation(name, left.toString(), right.toString());
    }

    public boolean isHolding() {
      return left.equals(right);
    }

    /** How it stands, in words. */
    public String verdict() {
      return isHolding()
          ? "holds"
          : "is off by " + new BigInteger(left).subtract(new BigInteger(right));
    }
  }

  static LaneBooks of(LaneLedger ledger) {
    Fields accrual = ledger.accrual();
    Fields payout = ledger.payout();
    LaneTerms terms = terms(ledger, accrual, payout);
    Map<String, String> accrualSums = new LinkedHashMap<>();
    accrualSums.put("fees in", accrual.string("feesInWei"));
    accrualSums.put("local", accrual.string("localWei"));
    accrualSums.put("pool, atto", terms.poolAtto().toString());
    accrualSums.put("holdings, atto", terms.holdingAtto().toString());
    accrualSums.put("in batches", terms.batched().toString());
    accrualSums.put("outbox", terms.outbox().toString());
    accrualSums.put("in flight", terms.inFlight().toString());
    accrualSums.put("delivered", accrual.string("deliveredWei"));
    Map<String, String> payoutSums = new LinkedHashMap<>();
    payoutSums.put("received", terms.received().toString());
    payoutSums.put("applied", payout.string("appliedWei"));
    payoutSums.put("unapplied", terms.unapplied().toString());
    payoutSums.put("quarantine", terms.quarantine().toString());
    payoutSums.put("excess", terms.excess().toString());
    payoutSums.put("swept", terms.swept().toString());
    payoutSums.put("paid", terms.paid().toString());
    payoutSums.put("not known to the other side", terms.external().toString());
    return new LaneBooks(
        accrualSums, payoutSums, named(terms), equations(ledger, accrual, payout, terms));
  }

  private static LaneTerms terms(LaneLedger ledger, Fields accrual, Fields payout) {
    BigInteger received = wei(payout, "receivedWei");
    return new LaneTerms(
        Wei.of(wei(accrual, "feesInWei")),
        Wei.of(external(ledger)),
        wei(accrual, "poolAtto"),
        sum(ledger.held()),
        Wei.of(wei(accrual, "localWei")),
        Wei.of(total(ledger.batches(), "totalTokensWei", Set.of("OPEN"))),
        Wei.of(total(ledger.batches(), "outboxWei", Set.of("OPEN"))),
        Wei.of(total(ledger.transfers(), "amountWei", Set.of("IN_FLIGHT"))),
        Wei.of(wei(payout, "quarantineWei")),
        Wei.of(received),
        Wei.of(received.subtract(wei(payout, "appliedWei"))),
        Wei.of(wei(payout, "excessWei")),
        Wei.of(wei(payout, "sweptWei")),
        Wei.of(sum(ledger.paid())));
  }

  private static BigInteger total(List<StoredDocument> documents, String name, Set<String> states) {
    return documents.stream()
        .map(StoredDocument::fields)
        .filter(fields -> states.contains(fields.string("state")))
        .map(fields -> wei(fields, name))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Money in the payout side's inbox that no transfer of the other side has brought. */
  private static BigInteger external(LaneLedger ledger) {
    Set<String> known =
        ledger.transfers().stream()
            .map(transfer -> transfer.fields().optionalString("deliveredAs"))
            .filter(java.util.Objects::nonNull)
            .collect(Collectors.toSet());
    return total(
        ledger.inbox().stream().filter(entry -> !known.contains(entry.path().id())).toList(),
        "amountWei",
        Set.of("CREDITED", "QUARANTINED"));
  }

  private static Map<String, String> named(LaneTerms terms) {
    Map<String, String> named = new LinkedHashMap<>();
    named.put("fees in", atto(terms.feesIn()));
    named.put("external", atto(terms.external()));
    named.put("pool", terms.poolAtto().toString());
    named.put("holdings", terms.holdingAtto().toString());
    named.put("local", atto(terms.local()));
    named.put("outbox", atto(terms.outbox()));
    named.put("in flight", atto(terms.inFlight()));
    named.put("quarantine", atto(terms.quarantine()));
    named.put("unapplied", atto(terms.unapplied()));
    named.put("excess", atto(terms.excess()));
    named.put("swept", atto(terms.swept()));
    named.put("paid", atto(terms.paid()));
    return named;
  }

  private static String atto(Wei wei) {
    return wei.value().multiply(S).toString();
  }

  private static List<Equation> equations(
      LaneLedger ledger, Fields accrual, Fields payout, LaneTerms terms) {
    List<Equation> all = new ArrayList<>();
    all.add(Equation.of("A, atto", terms.leftSideAtto(), terms.rightSideAtto()));
    all.add(
        Equation.of(
            "B: batches + external = outbox + in flight + received + quarantine",
            terms.batched().plus(terms.external()).value(),
            terms
                .outbox()
                .plus(terms.inFlight())
                .plus(terms.received())
                .plus(terms.quarantine())
                .value()));
    all.add(
        Equation.of(
            "C: applied = paid + excess + swept",
            wei(payout, "appliedWei"),
            terms.paid().plus(terms.excess()).plus(terms.swept()).value()));
    for (StoredDocument settlement : ledger.settlements()) {
      Fields fields = settlement.fields();
      all.add(
          Equation.of(
              "D" + settlement.path().id() + ": tokens + excess before = paid + excess after",
              wei(fields, "tokensWei").add(wei(fields, "excessBeforeWei")),
              wei(fields, "paidTotalWei").add(wei(fields, "excessAfterWei"))));
    }
    all.add(
        Equation.of(
            "batches = outbox + in flight + delivered",
            terms.batched().value(),
            terms.outbox().plus(terms.inFlight()).value().add(wei(accrual, "deliveredWei"))));
    return all;
  }
}
