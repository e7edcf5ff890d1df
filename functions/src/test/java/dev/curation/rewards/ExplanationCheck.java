package dev.curation.rewards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** A program that believes nothing: it computes each step of an explanation anew (docs/api.md). */
final class ExplanationCheck {
  private final Function<String, JsonObject> get;

  /**
   * @param get answers an address behind the version
   */
  ExplanationCheck(Function<String, JsonObject> get) {
    this.get = get;
  }

  /** What the steps of an hour come to, by the names of the results. */
  Map<String, BigInteger> block(String address) {
    JsonObject explanation = get.apply(address + "?limit=3");
    JsonArray sales = new JsonArray();
    for (JsonObject page = explanation.getAsJsonObject("sales"); ; ) {
      sales.addAll(page.getAsJsonArray("items"));
      if (page.get("next").isJsonNull()) {
        break;
      }
      page =
          get.apply(address + "?limit=3&cursor=" + page.get("next").getAsString())
              .getAsJsonObject("sales");
    }
    assertFalse(explanation.get("isCut").getAsBoolean());
    Map<String, JsonArray> lists =
        Map.of(
            "sales", sales,
            "reversals", explanation.getAsJsonArray("reversals"),
            "voteEvents", explanation.getAsJsonArray("voteEvents"));
    Map<String, BigInteger> results = steps(address, explanation, lists);
    assertEquals(whole(explanation, "amountWei"), results.get("shareWei"), address);
    return results;
  }

  /** The amount of a week. */
  BigInteger period(String address) {
    JsonObject explanation = get.apply(address);
    JsonArray blocks = explanation.getAsJsonArray("blocks");
    BigInteger carry = null;
    for (JsonElement each : blocks) {
      JsonObject block = each.getAsJsonObject();
      BigInteger votes = whole(block, "votes");
      BigInteger all = whole(block, "totalVotes");
      BigInteger product = votes.multiply(whole(block, "potWei"));
      boolean nobody = all.signum() == 0;
      assertEquals(nobody ? BigInteger.ZERO : product.divide(all), whole(block, "shareWei"));
      assertEquals(nobody ? BigInteger.ZERO : product.mod(all), whole(block, "remainder"));
      Map<String, BigInteger> steps =
          block(block.get("explanation").getAsString().replaceFirst("^/api/v1/", ""));
      for (String name : new String[] {"shareWei", "potWei", "votes", "feesWei"}) {
        assertEquals(steps.get(name), whole(block, name), address + " " + name);
      }
      assertEquals(steps.get("carryWei"), whole(block, "carryAfterWei"), address);
      if (carry != null) {
        assertEquals(carry, whole(block, "carryBeforeWei"), address);
      }
      carry = whole(block, "carryAfterWei");
    }
    var results = steps(address, explanation, Map.of("blocks", blocks));
    assertEquals(whole(explanation, "amountWei"), results.get("amountWei"), address);
    return whole(explanation, "amountWei");
  }

  private static BigInteger whole(JsonObject object, String name) {
    return object.get(name).getAsBigInteger();
  }

  private static Map<String, BigInteger> steps(
      String address, JsonObject explanation, Map<String, JsonArray> lists) {
    Map<String, BigInteger> results = new HashMap<>();
    for (JsonElement each : explanation.getAsJsonArray("steps")) {
      JsonObject step = each.getAsJsonObject();
      String what = address + ": " + step + " of " + explanation;
      JsonObject operands = step.getAsJsonObject("operands");
      operands
          .entrySet()
          .forEach(
              operand -> {
                if (results.containsKey(operand.getKey())) {
                  assertEquals(
                      results.get(operand.getKey()), operand.getValue().getAsBigInteger(), what);
                }
              });
      BigInteger result = whole(step, "result");
      assertEquals(computed(step.get("operation").getAsString(), operands, lists), result, what);
      results.put(step.get("resultName").getAsString(), result);
    }
    return results;
  }

  private static BigInteger computed(
      String operation, JsonObject operands, Map<String, JsonArray> lists) {
    return switch (operation) {
      case "sum" -> sum(list(operands, lists));
      case "add" -> numbers(operands).reduce(BigInteger.ZERO, BigInteger::add);
      case "min" -> numbers(operands).reduce(BigInteger::min).orElseThrow();
      case "subtract" -> {
        Iterator<BigInteger> all = numbers(operands).iterator();
        BigInteger rest = all.next();
        while (all.hasNext()) {
          rest = rest.subtract(all.next());
        }
        yield rest;
      }
      case "votes" -> votes(whole(operands, "votesBefore"), list(operands, lists));
      case "floorShare" -> {
        BigInteger all = whole(operands, "totalVotes");
        yield all.signum() == 0
            ? BigInteger.ZERO
            : whole(operands, "votes").multiply(whole(operands, "potWei")).divide(all);
      }
      default -> throw new AssertionError(operation);
    };
  }

  private static JsonArray list(JsonObject operands, Map<String, JsonArray> lists) {
    return Objects.requireNonNull(lists.get(operands.get("list").getAsString()));
  }

  private static Stream<BigInteger> numbers(JsonObject operands) {
    return operands.asMap().values().stream().map(JsonElement::getAsBigInteger);
  }

  private static BigInteger sum(JsonArray items) {
    BigInteger sum = BigInteger.ZERO;
    for (JsonElement each : items) {
      JsonObject item = each.getAsJsonObject();
      if (item.has("shareWei")) {
        sum = sum.add(whole(item, "shareWei"));
      } else if (item.has("protocolFeeWei")) {
        sum = sum.add(whole(item, "protocolFeeWei"));
      }
    }
    return sum;
  }

  private static BigInteger votes(BigInteger before, JsonArray events) {
    BigInteger held = before;
    for (JsonElement each : events) {
      JsonObject event = each.getAsJsonObject();
      boolean adds = event.get("discriminator").getAsString().equals("votesAdded");
      BigInteger votes = whole(event, adds ? "votes" : "votesTaken");
      if (event.get("isReversal").getAsBoolean()) {
        held = adds ? held.subtract(votes.min(held)) : held.add(votes);
      } else {
        held = adds ? held.add(votes) : held.subtract(votes);
      }
    }
    return held;
  }
}
