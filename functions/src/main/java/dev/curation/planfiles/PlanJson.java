package dev.curation.planfiles;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.curation.payout.PayoutPlan;
import java.util.Map;
import java.util.SortedMap;

/** A plan as JSON, in the shape of the vectors of {@code curation-payout/1}. */
public final class PlanJson {
  private PlanJson() {}

  public static JsonObject of(PayoutPlan plan) {
    JsonObject json = new JsonObject();
    json.add("exactFinal", nested(plan.exactFinal()));
    json.add("final", nested(plan.finals()));
    json.add("awardedFraction", nested(plan.awardedFraction()));
    JsonArray swaps = new JsonArray();
    for (PayoutPlan.Swap swap : plan.swaps()) {
      JsonObject each = new JsonObject();
      each.addProperty("at", swap.at());
      each.addProperty("sell", swap.sell());
      each.addProperty("sellAmount", swap.sellAmount().toString());
      each.addProperty("buy", swap.buy());
      each.addProperty("buyAmount", swap.buyAmount().toString());
      swaps.add(each);
    }
    json.add("swaps", swaps);
    JsonArray transfers = new JsonArray();
    plan.transfers().forEach(t -> transfers.add(payment(t.from(), t.to(), t.asset(), t.amount())));
    json.add("transfers", transfers);
    JsonArray deferred = new JsonArray();
    for (PayoutPlan.Deferral deferral : plan.deferred()) {
      JsonObject each =
          payment(deferral.from(), deferral.to(), deferral.asset(), deferral.amount());
      each.addProperty("reason", deferral.reason().name());
      deferred.add(each);
    }
    json.add("deferred", deferred);
    json.add("entitlements", nested(plan.entitlements()));
    json.add("stakerCredits", nested(plan.stakerCredits()));
    json.add("count", count(plan.count()));
    json.add("gas", gas(plan.gas()));
    json.add("totals", flat(plan.totals()));
    return json;
  }

  private static JsonObject payment(String from, String to, String asset, Object amount) {
    JsonObject each = new JsonObject();
    each.addProperty("from", from);
    each.addProperty("to", to);
    each.addProperty("asset", asset);
    each.addProperty("amount", amount.toString());
    return each;
  }

  private static JsonObject count(PayoutPlan.Count count) {
    JsonObject json = new JsonObject();
    json.addProperty("before", count.before());
    json.addProperty("beforeTransfers", count.beforeTransfers());
    json.addProperty("beforeSwaps", count.beforeSwaps());
    json.addProperty("after", count.after());
    json.addProperty("afterTransfers", count.afterTransfers());
    json.addProperty("afterSwaps", count.afterSwaps());
    return json;
  }

  private static JsonObject gas(PayoutPlan.Gas gas) {
    JsonObject json = new JsonObject();
    json.addProperty("before", gas.before());
    json.addProperty("after", gas.after());
    json.addProperty("costBeforeWei", gas.costBeforeWei().toString());
    json.addProperty("costAfterWei", gas.costAfterWei().toString());
    return json;
  }

  private static JsonObject flat(Map<String, ?> amounts) {
    JsonObject json = new JsonObject();
    amounts.forEach((name, amount) -> json.addProperty(name, amount.toString()));
    return json;
  }

  private static <T> JsonObject nested(SortedMap<String, SortedMap<String, T>> all) {
    JsonObject json = new JsonObject();
    all.forEach((name, amounts) -> json.add(name, flat(amounts)));
    return json;
  }
}
