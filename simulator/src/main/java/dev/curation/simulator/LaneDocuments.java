package dev.curation.simulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that both databases say of a lane. */
final class LaneDocuments {
  private static final Denom DENOM = Denom.NATIVE;

  private final LaneId lane;
  private final Store here;
  private final Store there;

  /**
   * @param here where the fees are earned
   * @param there where they are paid
   */
  LaneDocuments(LaneId lane, Store here, Store there) {
    this.lane = lane;
    this.here = here;
    this.there = there;
  }

  LaneId lane() {
    return lane;
  }

  /** The accrual side's sums. */
  Fields accrual() {
    return fields(here, LanePaths.accrual(lane, DENOM));
  }

  /** The payout side's. */
  Fields payout() {
    return fields(there, LanePaths.payout(lane, DENOM));
  }

  Fields own() {
    return fields(here, Paths.lane(lane));
  }

  private static Fields fields(Store store, DocumentPath path) {
    return store.get(path).map(StoredDocument::fields).orElse(Fields.EMPTY);
  }

  private static SortedMap<String, Fields> all(Store store, DocumentPath parent, String name) {
    SortedMap<String, Fields> all = new TreeMap<>();
    for (StoredDocument each : store.query(Query.in(parent.collection(name)))) {
      all.put(each.path().id(), each.fields());
    }
    return all;
  }

  SortedMap<String, Fields> batches() {
    return all(here, LanePaths.accrual(lane, DENOM), LanePaths.BATCHES);
  }

  SortedMap<String, Fields> transfers() {
    return all(here, LanePaths.accrual(lane, DENOM), LanePaths.TRANSFERS);
  }

  SortedMap<String, Fields> inbox() {
    return all(there, LanePaths.payout(lane, DENOM), LanePaths.INBOX);
  }

  SortedMap<String, Fields> settlements() {
    return all(there, LanePaths.payout(lane, DENOM), LanePaths.SETTLEMENTS);
  }

  SortedMap<String, Fields> uncredited() {
    return all(there, LanePaths.payout(lane, DENOM), LanePaths.UNCREDITED);
  }

  /** Messages that were not taken in, by their ids. */
  SortedMap<String, Fields> rejected() {
    SortedMap<String, Fields> all = new TreeMap<>();
    for (StoredDocument each : there.query(Query.in(Paths.REJECTED_MESSAGES))) {
      all.put(each.path().id(), each.fields());
    }
    return all;
  }

  /** By curator, wei. */
  SortedMap<String, BigInteger> paid() {
    SortedMap<String, BigInteger> paid = new TreeMap<>();
    all(there, LanePaths.payout(lane, DENOM), LanePaths.PAID)
        .forEach((curator, fields) -> paid.put(curator, wei(fields, "totalWei")));
    return paid;
  }

  /** What accounts of the payout chain's pool may withdraw of a token, wei. */
  SortedMap<String, BigInteger> credits(Denom token) {
    BigInteger q = BigInteger.TEN.pow(36);
    SortedMap<String, BigInteger> credits = new TreeMap<>();
    for (StoredDocument each :
        there.query(Query.in(Paths.pool(lane.payoutChain()).collection("accounts")))) {
      Fields amounts = each.fields().map("creditQ");
      if (amounts.has(token.name())) {
        BigInteger[] wei = wei(amounts, token.name()).divideAndRemainder(q);
        Difference.check(BigInteger.ZERO, wei[1], "atoms of " + each.path());
        credits.put(each.path().id(), wei[0]);
      }
    }
    return credits;
  }

  /** By curator, atto. */
  SortedMap<String, BigInteger> holdings() {
    Fields sums = accrual();
    SortedMap<String, BigInteger> held = new TreeMap<>();
    for (int page = 0; sums.has("pages") && page < sums.integer("pages"); page++) {
      held.putAll(page(here, LanePaths.holdings(lane, DENOM, sums.integer("generation"), page)));
    }
    return held;
  }

  /** What was given to whom by a settlement, and what was forfeited by whom. */
  record Shares(SortedMap<String, BigInteger> paid, SortedMap<String, BigInteger> forfeited) {}

  Shares shares(long seq, Fields settlement) {
    Shares shares = new Shares(new TreeMap<>(), new TreeMap<>());
    long pages = settlement.integer("pages");
    for (int page = 0; page < pages + settlement.integer("forfeitPages"); page++) {
      (page < pages ? shares.paid() : shares.forfeited())
          .putAll(page(there, LanePaths.settlementShares(lane, DENOM, seq, page)));
    }
    return shares;
  }

  private static SortedMap<String, BigInteger> page(Store store, DocumentPath path) {
    SortedMap<String, BigInteger> page = new TreeMap<>();
    String text = fields(store, path).string("amounts");
    for (Map.Entry<String, JsonElement> each :
        JsonParser.parseString(text).getAsJsonObject().entrySet()) {
      page.put(each.getKey(), each.getValue().getAsBigInteger());
    }
    return page;
  }

  /** Nothing is 0. */
  static BigInteger wei(Fields fields, String name) {
    return fields.has(name) ? new BigInteger(fields.string(name)) : BigInteger.ZERO;
  }

  static BigInteger sum(SortedMap<String, Fields> all, String name, Set<String> states) {
    return all.values().stream()
        .filter(fields -> states.contains(fields.string("state")))
        .map(fields -> wei(fields, name))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Who has forfeited, by batch. */
  SortedMap<Long, Set<String>> gone() {
    SortedMap<Long, Set<String>> gone = new TreeMap<>();
    settlements()
        .forEach(
            (id, fields) -> {
              long seq = Long.parseLong(id);
              SortedSet<String> away = new TreeSet<>(shares(seq, fields).forfeited().keySet());
              gone.put(seq, away);
            });
    return gone;
  }

  /** All figures by their names, as {@link LaneCount} and {@link LanePayouts} call them. */
  SortedMap<String, String> figures() {
    SortedMap<String, String> figures = new TreeMap<>();
    Fields sums = accrual();
    figures.put("fees in", wei(sums, "feesInWei").toString());
    figures.put("local", wei(sums, "localWei").toString());
    figures.put("pool, atto", wei(sums, "poolAtto").toString());
    figures.put("batches", Integer.toString(batches().size()));
    figures.put("last block", Long.toString(own().integer("lastBlockHeight")));
    figures.put("last transmission", Long.toString(own().integer("lastTransmissionHeight")));
    holdings().forEach((curator, atto) -> figures.put("held for " + curator, atto.toString()));
    batches().forEach((seq, fields) -> addBatch(seq, fields, figures));
    settlements().forEach((seq, fields) -> addSettlement(seq, fields, figures));
    Fields payout = payout();
    for (String name : List.of("applied", "excess", "swept", "shortfall", "paid")) {
      figures.put(name, wei(payout, name + "Wei").toString());
    }
    long through = payout.has("settledThrough") ? payout.integer("settledThrough") : 0;
    figures.put("settled through", Long.toString(through));
    paid().forEach((curator, wei) -> figures.put("paid to " + curator, wei.toString()));
    return figures;
  }

  private void addBatch(String seq, Fields fields, SortedMap<String, String> figures) {
    String name = "batch " + seq;
    boolean isCancelled = fields.string("state").equals("CANCELLED");
    figures.put(name + " height", Long.toString(fields.integer("height")));
    figures.put(name + " wei", fields.string("totalTokensWei"));
    figures.put(name + " weight", fields.string("totalWeightAtto"));
    figures.put(name + " cancelled", Boolean.toString(isCancelled));
    figures.put(
        name + " weights",
        page(here, LanePaths.batchWeights(lane, DENOM, Long.parseLong(seq), 0)).toString());
  }

  private static void addSettlement(String seq, Fields fields, SortedMap<String, String> figures) {
    String name = "settlement " + seq;
    figures.put(name + " tokens", fields.string("tokensWei"));
    figures.put(name + " excess before", fields.string("excessBeforeWei"));
    figures.put(name + " paid", fields.string("paidTotalWei"));
    figures.put(name + " forfeited", fields.string("forfeitedTotalWei"));
    figures.put(name + " rounding", fields.string("roundingWei"));
    figures.put(name + " excess after", fields.string("excessAfterWei"));
  }
}
