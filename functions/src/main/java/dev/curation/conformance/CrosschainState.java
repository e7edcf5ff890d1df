package dev.curation.conformance;

import com.google.gson.JsonObject;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.Batch;
import dev.curation.settlement.DenomPayout;
import dev.curation.settlement.LaneTerms;
import dev.curation.settlement.MemoryLane;
import dev.curation.settlement.Settlement;
import java.util.Map;

/** A lane as the vectors write it. */
final class CrosschainState {
  private CrosschainState() {}

  /** With {@code remainderAtto}, which is not part of the message. */
  static JsonObject of(Denom denom, Batch batch) {
    JsonObject json = new JsonObject();
    json.addProperty("denom", denom.name());
    json.addProperty("seq", batch.seq());
    json.addProperty("height", batch.height());
    json.addProperty("totalTokensWei", batch.totalTokens().toString());
    json.addProperty("totalWeightAtto", batch.totalWeightAtto().toString());
    json.add("weightsAtto", table(batch.weightsAtto()));
    json.addProperty("remainderAtto", batch.remainderAtto().toString());
    return json;
  }

  static JsonObject of(Denom denom, Settlement settled) {
    JsonObject json = new JsonObject();
    json.addProperty("denom", denom.name());
    json.addProperty("seq", settled.seq());
    json.addProperty("tokensWei", settled.tokens().toString());
    json.addProperty("excessBeforeWei", settled.excessBefore().toString());
    json.add("paidWei", table(settled.paid()));
    json.add("forfeitedWei", table(settled.forfeited()));
    json.addProperty("roundingWei", settled.rounding().toString());
    json.addProperty("excessAfterWei", settled.excessAfter().toString());
    return json;
  }

  static JsonObject of(MemoryLane lane) {
    JsonObject json = new JsonObject();
    json.addProperty("height", lane.accrual().heights().lastBlock());
    json.addProperty("lastTransmissionHeight", lane.accrual().heights().lastTransmission());
    JsonObject denoms = new JsonObject();
    for (Denom denom : lane.denoms()) {
      JsonObject terms = terms(lane.terms(denom));
      terms.addProperty("settledThrough", lane.payout().of(denom).book().settledThrough());
      terms.add("batchStatus", batchStatus(lane, denom));
      denoms.add(denom.name(), terms);
    }
    json.add("denoms", denoms);
    return json;
  }

  private static JsonObject terms(LaneTerms terms) {
    JsonObject json = new JsonObject();
    json.addProperty("feesInWei", terms.feesIn().toString());
    json.addProperty("externalWei", terms.external().toString());
    json.addProperty("localWei", terms.local().toString());
    json.addProperty("poolAtto", terms.poolAtto().toString());
    json.addProperty("holdingAtto", terms.holdingAtto().toString());
    json.addProperty("outboxWei", terms.outbox().toString());
    json.addProperty("inFlightWei", terms.inFlight().toString());
    json.addProperty("quarantineWei", terms.quarantine().toString());
    json.addProperty("unappliedWei", terms.unapplied().toString());
    json.addProperty("excessWei", terms.excess().toString());
    json.addProperty("sweptWei", terms.swept().toString());
    json.addProperty("paidWei", terms.paid().toString());
    return json;
  }

  private static JsonObject batchStatus(MemoryLane lane, Denom denom) {
    DenomPayout payout = lane.payout().of(denom);
    JsonObject json = new JsonObject();
    for (long seq : lane.accrual().of(denom).batches().keySet()) {
      String status = payout.weights().containsKey(seq) ? "AWAITING_TOKENS" : "WEIGHTS_NOT_HERE";
      if (payout.cancelled().contains(seq)) {
        status = "CANCELLED";
      } else if (payout.isSettled(seq)) {
        status = "SETTLED";
      }
      json.addProperty(String.valueOf(seq), status);
    }
    return json;
  }

  /** What a vector has under {@code final}. */
  static JsonObject end(MemoryLane lane) {
    JsonObject paid = new JsonObject();
    JsonObject holding = new JsonObject();
    JsonObject forfeited = new JsonObject();
    JsonObject shortfall = new JsonObject();
    for (Denom denom : lane.denoms()) {
      DenomPayout payout = lane.payout().of(denom);
      paid.add(denom.name(), table(payout.paid()));
      holding.add(denom.name(), table(lane.accrual().of(denom).accrual().holdingsAtto()));
      forfeited.addProperty(denom.name(), forfeited(payout).toString());
      shortfall.addProperty(denom.name(), payout.book().shortfall().toString());
    }
    JsonObject json = new JsonObject();
    json.add("state", of(lane));
    json.add("paidWei", paid);
    json.add("holdingAtto", holding);
    json.add("forfeitedEverWei", forfeited);
    json.add("shortfallWei", shortfall);
    return json;
  }

  private static Wei forfeited(DenomPayout payout) {
    Wei sum = Wei.ZERO;
    for (Settlement settled : payout.settlements()) {
      for (Wei each : settled.forfeited().values()) {
        sum = sum.plus(each);
      }
    }
    return sum;
  }

  /** What a vector has under {@code invariants}. */
  static JsonObject invariants(MemoryLane lane) {
    JsonObject json = new JsonObject();
    for (Denom denom : lane.denoms()) {
      LaneTerms terms = lane.terms(denom);
      DenomPayout payout = lane.payout().of(denom);
      JsonObject row = terms(terms);
      row.addProperty("leftSideAtto", terms.leftSideAtto().toString());
      row.addProperty("appliedWei", payout.book().applied().toString());
      row.addProperty("receivedWei", terms.received().toString());
      row.add("literalSeedExcess", LiteralExcess.of(payout));
      json.add(denom.name(), row);
    }
    return json;
  }

  private static JsonObject table(Map<String, ?> values) {
    JsonObject json = new JsonObject();
    values.forEach((name, value) -> json.addProperty(name, value.toString()));
    return json;
  }
}
