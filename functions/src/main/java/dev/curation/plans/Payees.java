package dev.curation.plans;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Transfer;
import dev.curation.payout.PayoutPlan;
import dev.curation.planfiles.PlanFile;
import java.util.List;

/** Who stands behind the names of a plan, and what behind its assets. */
record Payees(PlanFile file) {

  /**
   * A plan can be carried out only where all that it moves has an address.
   *
   * @throws InvalidValueException naming the first that has none, or moves to itself
   */
  void requireAll(PayoutPlan plan) {
    for (PayoutPlan.Transfer each : plan.transfers()) {
      var unused = transfer(each);
      if (address(each.from()).equals(address(each.to()))) {
        throw new InvalidValueException(
            "addresses." + each.to(), address(each.to()), "is the payer's, " + each.from());
      }
    }
    for (PayoutPlan.Deferral each : plan.deferred()) {
      var unusedPayer = address(each.from());
      var unusedPayee = address(each.to());
      var unusedDenom = denom(each.asset());
    }
  }

  Address address(String name) {
    Address address = file.addresses().get(name);
    if (address == null) {
      throw new InvalidValueException("addresses." + name, "", "is wanted, for it pays or is paid");
    }
    return address;
  }

  Denom denom(String asset) {
    PlanFile.Asset known = file.assets().get(asset);
    if (known == null) {
      throw new InvalidValueException("assets." + asset, "", "is wanted, for it is moved");
    }
    return known.token().map(token -> new Denom(token.hex())).orElse(Denom.NATIVE);
  }

  Transfer transfer(PayoutPlan.Transfer each) {
    Address to = address(each.to());
    return new Transfer(to, to, denom(each.asset()), wei(each));
  }

  private static Wei wei(PayoutPlan.Transfer each) {
    if (each.amount().bitLength() > 256) {
      throw new InvalidValueException("plan", each.amount(), "is too much of " + each.asset());
    }
    return Wei.of(each.amount());
  }

  /**
   * What an earlier plan left to this one means the same here.
   *
   * @throws InvalidValueException naming the field, if an asset that is carried is another token
   *     now, or somebody who owes or is owed has another address
   */
  void requireSame(PlanFile before, JsonArray carried) {
    for (JsonElement each : carried) {
      for (String side : List.of("from", "to")) {
        String name = each.getAsJsonObject().get(side).getAsString();
        Address known = new Payees(before).address(name);
        if (!known.equals(address(name))) {
          throw new InvalidValueException(
              "addresses." + name, address(name), "was " + known + " in the plan that left a debt");
        }
      }
      String asset = each.getAsJsonObject().get("asset").getAsString();
      Denom owed = new Payees(before).denom(asset);
      if (!owed.equals(denom(asset))) {
        throw new InvalidValueException(
            "assets." + asset, denom(asset), "was " + owed + " in the plan that left some of it");
      }
    }
  }
}
