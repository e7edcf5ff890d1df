package dev.curation.conformance;

import com.google.gson.JsonObject;
import dev.curation.money.ConservationException;
import dev.curation.payout.PayoutPlan;
import dev.curation.payout.PayoutPlanner;
import dev.curation.payout.PlanRefusedException;
import dev.curation.planfiles.PlanFile;
import dev.curation.planfiles.PlanJson;
import java.math.BigInteger;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Schema {@code curation-payout/1}: payout plans. The planner itself checks its equations. */
public final class PayoutSuite implements VectorSuite {
  @Override
  public String schema() {
    return "curation-payout/1";
  }

  @Override
  public Optional<String> firstDifference(JsonObject vector) {
    VectorFields fields = VectorFields.of("", vector);
    JsonObject expected = fields.object("expected").json();
    JsonObject input = fields.object("input").json();
    try {
      return JsonDifference.first("expected", run(input), expected);
    } catch (ConservationException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static JsonObject run(JsonObject input) {
    JsonObject result = new JsonObject();
    try {
      PayoutPlan plan = PayoutPlanner.of(PlanFile.of(input).request()).plan();
      result.addProperty("status", "OK");
      result.add("plan", PlanJson.of(plan));
      result.add("invariants", invariants(plan));
    } catch (PlanRefusedException e) {
      result.addProperty("status", "ERROR");
      result.addProperty("error", e.refusal().name());
    }
    return result;
  }

  private static JsonObject invariants(PayoutPlan plan) {
    JsonObject invariants = new JsonObject();
    // Otherwise there would be no plan.
    invariants.addProperty("finalSumsToGain", true);
    invariants.addProperty("ledgerBalances", true);
    SortedMap<String, BigInteger> sent = new TreeMap<>();
    plan.transfers().forEach(t -> sent.merge(t.asset(), t.amount(), BigInteger::add));
    invariants.add("sumTransfers", json(sent));
    SortedMap<String, BigInteger> deferred = new TreeMap<>();
    plan.deferred().forEach(d -> deferred.merge(d.asset(), d.amount(), BigInteger::add));
    invariants.add("sumDeferred", json(deferred));
    return invariants;
  }

  private static JsonObject json(SortedMap<String, BigInteger> sums) {
    JsonObject json = new JsonObject();
    sums.forEach((asset, sum) -> json.addProperty(asset, sum.toString()));
    return json;
  }
}
