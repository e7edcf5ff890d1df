package dev.curation.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.money.Denom;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.Claimable;
import dev.curation.withdrawals.MemoryRecords;
import dev.curation.withdrawals.Payment;
import dev.curation.withdrawals.PoolSums;
import dev.curation.withdrawals.Scale;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a vector of lazy rewards expects, against the records. */
final class LazyExpectation {
  private final MemoryRecords records;
  private final Map<String, Amounts> balances = new TreeMap<>();
  private final Map<String, Amounts> paid = new TreeMap<>();

  LazyExpectation(MemoryRecords records) {
    this.records = records;
  }

  Optional<String> after(JsonObject expected, String result, List<Payment> payments) {
    for (Payment payment : payments) {
      Amounts amount = Amounts.of(payment.denom(), payment.wei());
      balances.merge(payment.to(), amount, Amounts::plus);
      paid.merge(payment.person(), amount, Amounts::plus);
    }
    Optional<String> difference =
        differs("result", result, expected.get("result").getAsString())
            .or(
                () ->
                    differs(
                        "paid",
                        LazySuite.lines(payments),
                        LazySuite.lines(payments(expected.getAsJsonArray("paid")))));
    JsonElement claimable = expected.get("claimableWei");
    return difference.isPresent() || claimable == null
        ? difference
        : differs(
            "claimableWei",
            LazySuite.table(wholeWei(records.claimableQ())),
            LazySuite.table(claimable.getAsJsonObject()));
  }

  private static List<Payment> payments(Iterable<JsonElement> json) {
    List<Payment> payments = new ArrayList<>();
    for (JsonElement each : json) {
      JsonObject payment = each.getAsJsonObject();
      payments.add(
          new Payment(
              payment.get("for").getAsString(),
              payment.get("to").getAsString(),
              new Denom(payment.get("denom").getAsString()),
              payment.get("wei").getAsBigInteger()));
    }
    return payments;
  }

  Optional<String> end(JsonObject vector) {
    JsonObject last = vector.getAsJsonObject("final");
    Map<String, Amounts> ratios = new TreeMap<>();
    Map<String, Map<String, String>> votes = new TreeMap<>();
    records.operators().forEach((id, operator) -> ratios.put(id, operator.ratioQ()));
    records
        .delegations()
        .forEach(
            (curator, own) ->
                own.forEach(
                    (operator, delegation) ->
                        votes
                            .computeIfAbsent(operator, any -> new TreeMap<>())
                            .put(curator, delegation.votes().toString())));
    Map<String, Amounts> accumulator = Map.of("G", records.book().accumulatorQ());
    JsonObject wrapped = new JsonObject();
    wrapped.add("G", last.get("accumulatorQ"));
    return differs("balancesWei", LazySuite.table(balances), table(last, "balancesWei"))
        .or(
            () ->
                differs(
                    "claimableQ", LazySuite.table(records.claimableQ()), table(last, "claimableQ")))
        .or(() -> differs("votes", votes, table(last, "votes")))
        .or(() -> differs("accumulatorQ", LazySuite.table(accumulator), LazySuite.table(wrapped)))
        .or(() -> differs("operatorRatioQ", LazySuite.table(ratios), table(last, "operatorRatioQ")))
        .or(() -> invariants(vector.getAsJsonObject("invariants")))
        .or(() -> exact(vector.getAsJsonObject("exact")));
  }

  private static Map<String, Map<String, String>> table(JsonObject json, String name) {
    return LazySuite.table(json.getAsJsonObject(name));
  }

  private Optional<String> invariants(JsonObject expected) {
    PoolSums sums = PoolSums.of(records);
    for (Map.Entry<String, JsonElement> each : expected.entrySet()) {
      Denom denom = new Denom(each.getKey());
      Map<String, String> terms = new TreeMap<>();
      terms.put("receivedWei", sums.book().receivedWei().get(denom).toString());
      terms.put("withdrawnWei", sums.book().withdrawnWei().get(denom).toString());
      terms.put("carryQ", sums.book().carryQ().get(denom).toString());
      terms.put("taxQ", sums.book().taxQ().get(denom).toString());
      terms.put("dustQ", sums.book().dustQ().get(denom).toString());
      terms.put("operatorsUnsettledQ", sums.unsettledQ().get(denom).toString());
      terms.put("commissionQ", sums.commissionQ().get(denom).toString());
      terms.put("delegationsQ", sums.delegationsQ().get(denom).toString());
      terms.put("creditQ", sums.creditQ().get(denom).toString());
      terms.put("leftWei", sums.left(denom).toString());
      JsonObject row = new JsonObject();
      row.add("row", each.getValue());
      Optional<String> difference =
          differs("invariants of " + denom, Map.of("row", terms), LazySuite.table(row));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  /** 0 <= exact - (paid + claimable) <= allowed, for each person and denomination. */
  private Optional<String> exact(JsonObject expected) {
    Map<String, Amounts> claimable = records.claimableQ();
    for (Map.Entry<String, JsonElement> person : expected.getAsJsonObject("earned").entrySet()) {
      for (Map.Entry<String, JsonElement> cell : person.getValue().getAsJsonObject().entrySet()) {
        String name = person.getKey();
        Denom denom = new Denom(cell.getKey());
        BigInteger got =
            paid.getOrDefault(name, Amounts.NONE)
                .get(denom)
                .multiply(Scale.Q)
                .add(claimable.getOrDefault(name, Amounts.NONE).get(denom));
        BigInteger allowed =
            expected
                .getAsJsonObject("allowedShortfallQ")
                .getAsJsonObject(name)
                .get(denom.name())
                .getAsBigInteger();
        BigInteger missing = inQ(cell.getValue().getAsString()).subtract(got);
        if (missing.signum() < 0 || missing.compareTo(allowed) > 0) {
          return Optional.of(
              "exact: " + name + " is " + missing + " short, allowed are 0 to " + allowed);
        }
      }
    }
    return Optional.empty();
  }

  /** Of a fraction of wei, or of an integer that counts parts of 1/Q wei already; floored. */
  private static BigInteger inQ(String exact) {
    String[] parts = exact.split("/", -1);
    BigInteger first = new BigInteger(parts[0]);
    return parts.length == 1 ? first : first.multiply(Scale.Q).divide(new BigInteger(parts[1]));
  }

  private static Map<String, Amounts> wholeWei(Map<String, Amounts> amounts) {
    Map<String, Amounts> whole = new TreeMap<>();
    amounts.forEach((name, q) -> whole.put(name, Claimable.wholeWei(q)));
    return whole;
  }

  private static Optional<String> differs(String what, Object actual, Object expected) {
    return actual.equals(expected)
        ? Optional.empty()
        : Optional.of(what + " is " + actual + ", expected " + expected);
  }
}
