package dev.curation.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.money.Denom;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.MemoryRecords;
import dev.curation.withdrawals.Payment;
import dev.curation.withdrawals.PoolParameters;
import dev.curation.withdrawals.PoolSums;
import dev.curation.withdrawals.RefusedException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Schema {@code curation-lazy/1}: operators, delegations and withdrawals. The conservation equation
 * is checked over all records after each operation.
 */
public final class LazySuite implements VectorSuite {
  @Override
  public String schema() {
    return "curation-lazy/1";
  }

  @Override
  public Optional<String> firstDifference(JsonObject vector) {
    MemoryRecords records = new MemoryRecords(parameters(vector.getAsJsonObject("params")));
    LazyExpectation expectation = new LazyExpectation(records);
    int number = 1;
    for (JsonElement each : vector.getAsJsonArray("ops")) {
      JsonObject operation = each.getAsJsonObject();
      Optional<String> difference = run(operation, records, expectation);
      if (difference.isPresent()) {
        String name = operation.get("op").getAsString();
        return Optional.of("operation " + number + " (" + name + "): " + difference.get());
      }
      number++;
    }
    return expectation.end(vector);
  }

  /** How the pool of a vector is run. */
  public static PoolParameters parameters(JsonObject params) {
    return new PoolParameters(
        params.get("taxE18").getAsBigInteger(),
        params.get("autoWithdrawOnChange").getAsBoolean(),
        params.get("withdrawAddressEnabled").getAsBoolean(),
        texts(params.getAsJsonArray("blockedAddresses")));
  }

  private static Set<String> texts(JsonArray array) {
    Set<String> texts = new HashSet<>();
    array.forEach(each -> texts.add(each.getAsString()));
    return texts;
  }

  private static Optional<String> run(
      JsonObject operation, MemoryRecords records, LazyExpectation expectation) {
    String result = "OK";
    List<Payment> paid = List.of();
    if (operation.get("op").getAsString().equals("setBlocked")) {
      setBlocked(operation, records);
    } else {
      try {
        var outcome = LazyOperation.of(operation).run(records);
        outcome.change().applyTo(records);
        paid = outcome.payments();
      } catch (RefusedException e) {
        result = e.refusal().name();
      }
    }
    PoolSums.of(records);
    return expectation.after(operation.getAsJsonObject("expect"), result, paid);
  }

  private static void setBlocked(JsonObject operation, MemoryRecords records) {
    PoolParameters before = records.parameters();
    Set<String> blocked = new HashSet<>(before.blockedAddresses());
    blocked.addAll(texts(operation.getAsJsonArray("add")));
    blocked.removeAll(texts(operation.getAsJsonArray("remove")));
    records.setParameters(
        new PoolParameters(
            before.taxE18(),
            before.autoWithdrawOnChange(),
            before.withdrawAddressEnabled(),
            blocked));
  }

  static Amounts amounts(JsonObject json) {
    Map<Denom, BigInteger> amounts = new TreeMap<>();
    for (Map.Entry<String, JsonElement> each : json.entrySet()) {
      amounts.put(new Denom(each.getKey()), each.getValue().getAsBigInteger());
    }
    return Amounts.of(amounts);
  }

  /** By name, then by denomination, as text; without zeros. */
  static Map<String, Map<String, String>> table(Map<String, Amounts> rows) {
    Map<String, Map<String, String>> table = new TreeMap<>();
    rows.forEach(
        (name, amounts) -> {
          if (!amounts.isNone()) {
            Map<String, String> row = table.computeIfAbsent(name, any -> new TreeMap<>());
            amounts.byDenom().forEach((denom, value) -> row.put(denom.name(), value.toString()));
          }
        });
    return table;
  }

  static Map<String, Map<String, String>> table(JsonObject json) {
    Map<String, Map<String, String>> table = new TreeMap<>();
    for (Map.Entry<String, JsonElement> row : json.entrySet()) {
      Map<String, String> cells = new TreeMap<>();
      row.getValue()
          .getAsJsonObject()
          .entrySet()
          .forEach(cell -> cells.put(cell.getKey(), cell.getValue().getAsString()));
      if (!cells.isEmpty()) {
        table.put(row.getKey(), cells);
      }
    }
    return table;
  }

  static List<String> lines(List<Payment> payments) {
    List<String> lines = new ArrayList<>();
    for (Payment payment : payments) {
      lines.add(
          payment.wei()
              + " "
              + payment.denom()
              + " of "
              + payment.person()
              + " to "
              + payment.to());
    }
    lines.sort(null);
    return lines;
  }
}
