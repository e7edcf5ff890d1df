package dev.curation.simulator;

import dev.curation.money.Denom;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has to hold of a lane's two databases at any moment (specs/settlement.md, 6): each side's
 * half of equation (A), and each sum against what it is a sum of.
 */
final class LaneBalance {
  private final LaneDocuments documents;
  private final Denom paidIn;

  LaneBalance(LaneDocuments documents, Denom paidIn) {
    this.documents = documents;
    this.paidIn = paidIn;
  }

  void check() {
    accrual();
    BigInteger paid = settlements();
    payout(paid);
  }

  private static void equal(BigInteger expected, Fields sums, String name) {
    Difference.check(expected, LaneDocuments.wei(sums, name), "lane's " + name);
  }

  private void accrual() {
    Fields sums = documents.accrual();
    SortedMap<String, Fields> batches = documents.batches();
    SortedMap<String, Fields> transfers = documents.transfers();
    BigInteger held = LaneCount.sum(documents.holdings());
    Set<String> open = Set.of("OPEN", "CANCELLING");
    BigInteger batched = LaneDocuments.sum(batches, "totalTokensWei", open);
    equal(held, sums, "holdingAtto");
    equal(batched, sums, "batchedWei");
    equal(LaneDocuments.sum(batches, "outboxWei", open), sums, "outboxWei");
    equal(LaneDocuments.sum(transfers, "amountWei", Set.of("IN_FLIGHT")), sums, "inFlightWei");
    equal(LaneDocuments.sum(transfers, "amountWei", Set.of("DELIVERED")), sums, "deliveredWei");
    Difference.check(
        LaneDocuments.wei(sums, "feesInWei").multiply(LaneCount.S),
        LaneDocuments.wei(sums, "localWei")
            .add(batched)
            .multiply(LaneCount.S)
            .add(LaneDocuments.wei(sums, "poolAtto"))
            .add(held),
        "fees in, and where they are");
    Difference.check(
        batched,
        LaneDocuments.wei(sums, "outboxWei")
            .add(LaneDocuments.wei(sums, "inFlightWei"))
            .add(LaneDocuments.wei(sums, "deliveredWei")),
        "batches, and where they are");
  }

  private void payout(BigInteger paid) {
    Fields sums = documents.payout();
    SortedMap<String, Fields> inbox = documents.inbox();
    BigInteger received = LaneDocuments.sum(inbox, "amountWei", Set.of("CREDITED"));
    BigInteger applied = LaneDocuments.wei(sums, "appliedWei");
    BigInteger excess = LaneDocuments.wei(sums, "excessWei");
    equal(received, sums, "receivedWei");
    equal(LaneDocuments.sum(inbox, "amountWei", Set.of("QUARANTINED")), sums, "quarantineWei");
    equal(paid, sums, "paidWei");
    Difference.check(
        paid.add(excess).add(LaneDocuments.wei(sums, "sweptWei")), applied, "applied, and where");
    Difference.check(applied.compareTo(received) <= 0, "applied " + applied + " of " + received);
    Difference.check(excess.signum() >= 0, "excess of " + excess);
  }

  /** Each share is with its curator, put aside, or still to be credited. */
  private BigInteger settlements() {
    SortedMap<String, BigInteger> credited = documents.paid();
    SortedMap<String, BigInteger> given = new TreeMap<>(credited);
    documents
        .uncredited()
        .values()
        .forEach(
            fields ->
                given.merge(
                    fields.string("curator"),
                    LaneDocuments.wei(fields, "amountWei"),
                    BigInteger::add));
    SortedMap<String, BigInteger> owed = new TreeMap<>();
    documents.settlements().forEach((seq, fields) -> add(Long.parseLong(seq), fields, owed, given));
    Difference.check(owed, given, "shares, and where they are");
    credited.values().removeIf(wei -> wei.signum() == 0);
    Difference.check(credited, documents.credits(paidIn), "what the lane has paid, and accounts");
    return LaneCount.sum(owed);
  }

  private void add(
      long seq,
      Fields settlement,
      SortedMap<String, BigInteger> owed,
      SortedMap<String, BigInteger> given) {
    LaneDocuments.Shares shares = documents.shares(seq, settlement);
    BigInteger paid = LaneCount.sum(shares.paid());
    BigInteger forfeited = LaneCount.sum(shares.forfeited());
    BigInteger pot =
        LaneDocuments.wei(settlement, "tokensWei")
            .add(LaneDocuments.wei(settlement, "excessBeforeWei"));
    equal(paid, settlement, "paidTotalWei");
    equal(forfeited, settlement, "forfeitedTotalWei");
    equal(pot.subtract(paid), settlement, "excessAfterWei");
    equal(pot.subtract(paid).subtract(forfeited), settlement, "roundingWei");
    long at = 0;
    for (String curator : shares.paid().keySet()) {
      BigInteger share = shares.paid().getOrDefault(curator, BigInteger.ZERO);
      owed.merge(curator, share, BigInteger::add);
      if (at++ >= settlement.integer("credited")) {
        given.merge(curator, share, BigInteger::add);
      }
    }
  }
}
