package dev.curation.plans;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.curation.payout.PayoutPlan;
import dev.curation.store.Store;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A transfer of an approved plan.
 *
 * @param index its place in the plan, from 0
 */
record ExecutedTransfer(int index, PayoutPlan.Transfer transfer) {

  static List<ExecutedTransfer> of(Store store, PlanRecord plan) {
    if (plan.executed() == null) {
      return List.of();
    }
    JsonArray all =
        new PlanTexts(store).json(plan.id(), plan.executed()).getAsJsonArray("transfers");
    List<ExecutedTransfer> transfers = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      JsonObject each = all.get(i).getAsJsonObject();
      transfers.add(
          new ExecutedTransfer(
              i,
              new PayoutPlan.Transfer(
                  each.get("from").getAsString(),
                  each.get("to").getAsString(),
                  each.get("asset").getAsString(),
                  new BigInteger(each.get("amount").getAsString()))));
    }
    return transfers;
  }
}
