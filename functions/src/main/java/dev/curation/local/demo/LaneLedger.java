package dev.curation.local.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the lane's documents say, on both sides; sums are taken over the documents that they sum.
 */
final class LaneLedger {
  private static final int MOST = 1_000;

  private final Store accrual;
  private final Store payout;

  LaneLedger(Store accrual, Store payout) {
    this.accrual = accrual;
    this.payout = payout;
  }

  private static DocumentPath accrualPath() {
    return LanePaths.accrual(LaneChains.LANE, Denom.NATIVE);
  }

  private static DocumentPath payoutPath() {
    return LanePaths.payout(LaneChains.LANE, Denom.NATIVE);
  }

  Fields accrual() {
    return accrual.get(accrualPath()).orElseThrow().fields();
  }

  Fields payout() {
    return payout.get(payoutPath()).orElseThrow().fields();
  }

  /** The last hour that entered the lane. */
  long lastHeight() {
    return accrual
        .get(Paths.lane(LaneChains.LANE))
        .orElseThrow()
        .fields()
        .integer("lastBlockHeight");
  }

  private static List<StoredDocument> below(Store store, DocumentPath parent, String name) {
    return store.query(LaneQueries.page(parent, name, null, MOST));
  }

  List<StoredDocument> batches() {
    return below(accrual, accrualPath(), LanePaths.BATCHES);
  }

  List<StoredDocument> transfers() {
    return below(accrual, accrualPath(), LanePaths.TRANSFERS);
  }

  List<StoredDocument> inbox() {
    return below(payout, payoutPath(), LanePaths.INBOX);
  }

  List<StoredDocument> settlements() {
    return below(payout, payoutPath(), LanePaths.SETTLEMENTS);
  }

  List<StoredDocument> rejected() {
    return payout.query(LaneQueries.rejectedMessages());
  }

  /** What operators of both sides have ordered. */
  List<StoredDocument> acts() {
    List<StoredDocument> acts =
        new ArrayList<>(below(accrual, Paths.lane(LaneChains.LANE), LanePaths.ACTS));
    acts.addAll(below(payout, Paths.payoutLane(LaneChains.LANE), LanePaths.ACTS));
    return acts;
  }

  /** By curator, wei. */
  SortedMap<String, BigInteger> paid() {
    SortedMap<String, BigInteger> paid = new TreeMap<>();
    for (StoredDocument each : below(payout, payoutPath(), LanePaths.PAID)) {
      paid.put(each.path().id(), wei(each.fields(), "totalWei"));
    }
    return paid;
  }

  /** By curator, atto. */
  SortedMap<String, BigInteger> held() {
    SortedMap<String, BigInteger> held = new TreeMap<>();
    Fields sums = accrual();
    for (int page = 0; page < sums.integer("pages"); page++) {
      DocumentPath path =
          LanePaths.holdings(LaneChains.LANE, Denom.NATIVE, sums.integer("generation"), page);
      String amounts = accrual.get(path).orElseThrow().fields().string("amounts");
      for (Map.Entry<String, JsonElement> each :
          JsonParser.parseString(amounts).getAsJsonObject().entrySet()) {
        held.put(each.getKey(), each.getValue().getAsBigInteger());
      }
    }
    return held;
  }

  static BigInteger wei(Fields fields, String name) {
    return new BigInteger(fields.string(name));
  }

  /** The figures by their names, as {@link LaneRecount} calls them. */
  SortedMap<String, String> figures() {
    SortedMap<String, String> figures = new TreeMap<>();
    Fields sums = accrual();
    figures.put("fees in", sums.string("feesInWei"));
    figures.put("local", sums.string("localWei"));
    figures.put("pool, atto", sums.string("poolAtto"));
    figures.put("excess", payout().string("excessWei"));
    List<StoredDocument> batches = batches();
    figures.put("batches", Integer.toString(batches.size()));
    for (StoredDocument batch : batches) {
      String name = "batch " + batch.path().id();
      Fields fields = batch.fields();
      figures.put(name + " hour", Long.toString(fields.integer("height")));
      figures.put(name + " curators", Long.toString(fields.integer("curators")));
      figures.put(name + " wei", fields.string("totalTokensWei"));
      figures.put(name + " weight, atto", fields.string("totalWeightAtto"));
    }
    for (StoredDocument settlement : settlements()) {
      String name = "settlement " + settlement.path().id();
      Fields fields = settlement.fields();
      figures.put(name + " tokens", fields.string("tokensWei"));
      figures.put(name + " excess before", fields.string("excessBeforeWei"));
      figures.put(name + " paid", fields.string("paidTotalWei"));
      figures.put(name + " forfeited", fields.string("forfeitedTotalWei"));
      figures.put(name + " rounding", fields.string("roundingWei"));
      figures.put(name + " excess after", fields.string("excessAfterWei"));
    }
    held().forEach((curator, atto) -> figures.put("held for " + curator + ", atto", text(atto)));
    paid().forEach((curator, wei) -> figures.put("paid to " + curator, text(wei)));
    return figures;
  }

  private static String text(BigInteger number) {
    return number.toString();
  }
}
