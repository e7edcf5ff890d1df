package dev.curation.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.withdrawals.Amounts;
import dev.curation.withdrawals.MemoryRecords;
import dev.curation.withdrawals.Pool;
import dev.curation.withdrawals.Pool.Outcome;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** One operation of a vector of lazy rewards, read once and run as often as needed. */
@FunctionalInterface
public interface LazyOperation {
  /**
   * @throws dev.curation.withdrawals.RefusedException if the rules refuse it
   */
  Outcome run(MemoryRecords records);

  /**
   * @throws InvalidValueException if there is no such operation
   */
  static LazyOperation of(JsonObject json) {
    String op = text(json, "op");
    return switch (op) {
      case "createOperator", "removeOperator", "setCommission" -> ofOperator(op, json);
      case "delegate", "undelegate", "redelegate" -> ofVotes(op, json);
      case "withdraw", "withdrawAll", "withdrawOperator", "setWithdrawAddress" ->
          ofPerson(op, json);
      case "block" -> block(json);
      default -> throw new InvalidValueException("op", op, "is no operation of lazy rewards");
    };
  }

  private static LazyOperation ofOperator(String op, JsonObject json) {
    String operator = text(json, "operator");
    if (op.equals("removeOperator")) {
      return records -> Pool.removeOperator(records, operator);
    }
    if (op.equals("setCommission")) {
      BigInteger rate = integer(json, "rateE18");
      return records -> Pool.setCommission(records, operator, rate);
    }
    String owner = text(json, "owner");
    BigInteger rate = integer(json, "commissionE18");
    return records -> Pool.createOperator(records, operator, owner, rate);
  }

  private static LazyOperation ofVotes(String op, JsonObject json) {
    String curator = text(json, "curator");
    BigInteger votes = integer(json, "votes");
    if (op.equals("redelegate")) {
      String source = text(json, "source");
      String target = text(json, "target");
      return records -> Pool.redelegate(records, curator, source, target, votes);
    }
    String operator = text(json, "operator");
    return op.equals("delegate")
        ? records -> Pool.delegate(records, curator, operator, votes)
        : records -> Pool.undelegate(records, curator, operator, votes);
  }

  private static LazyOperation ofPerson(String op, JsonObject json) {
    if (op.equals("setWithdrawAddress")) {
      String person = text(json, "person");
      String address = text(json, "address");
      return records -> Pool.setWithdrawAddress(records, person, address);
    }
    String to = optional(json, "to");
    if (op.equals("withdrawOperator")) {
      String operator = text(json, "operator");
      return records -> Pool.withdrawOperator(records, operator, to);
    }
    String curator = text(json, "curator");
    if (op.equals("withdrawAll")) {
      return records -> Pool.withdrawAll(records, curator, records.operatorsOf(curator), to);
    }
    String operator = text(json, "operator");
    return records -> Pool.withdraw(records, curator, operator, to);
  }

  private static LazyOperation block(JsonObject json) {
    Amounts fees = LazySuite.amounts(json.getAsJsonObject("fees"));
    String operator = optional(json, "bonusOperator");
    BigInteger rate = json.has("bonusRateE18") ? integer(json, "bonusRateE18") : BigInteger.ZERO;
    return records -> Pool.block(records, fees, operator, rate);
  }

  private static String text(JsonObject json, String name) {
    return json.get(name).getAsString();
  }

  private static BigInteger integer(JsonObject json, String name) {
    return json.get(name).getAsBigInteger();
  }

  private static @Nullable String optional(JsonObject json, String name) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }
}
