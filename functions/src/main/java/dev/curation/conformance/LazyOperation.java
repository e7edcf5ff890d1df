package dev.curation.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.withdrawals.Pool;
import dev.curation.withdrawals.Pool.Outcome;
import dev.curation.withdrawals.Records;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** One operation of a vector of lazy rewards. */
record LazyOperation(JsonObject json) {
  /**
   * @throws dev.curation.withdrawals.RefusedException if the rules refuse it
   * @throws InvalidValueException if there is no such operation
   */
  static Outcome run(JsonObject json, Records records) {
    return new LazyOperation(json).run(records);
  }

  private Outcome run(Records records) {
    String op = text("op");
    return switch (op) {
      case "createOperator" ->
          Pool.createOperator(records, text("operator"), text("owner"), integer("commissionE18"));
      case "removeOperator" -> Pool.removeOperator(records, text("operator"));
      case "setCommission" -> Pool.setCommission(records, text("operator"), integer("rateE18"));
      case "delegate" ->
          Pool.delegate(records, text("curator"), text("operator"), integer("votes"));
      case "undelegate" ->
          Pool.undelegate(records, text("curator"), text("operator"), integer("votes"));
      case "redelegate" ->
          Pool.redelegate(
              records, text("curator"), text("source"), text("target"), integer("votes"));
      case "block" ->
          Pool.block(
              records,
              LazySuite.amounts(json.getAsJsonObject("fees")),
              optional("bonusOperator"),
              json.has("bonusRateE18") ? integer("bonusRateE18") : BigInteger.ZERO);
      case "withdraw" -> Pool.withdraw(records, text("curator"), text("operator"), optional("to"));
      case "withdrawAll" ->
          Pool.withdrawAll(
              records, text("curator"), records.operatorsOf(text("curator")), optional("to"));
      case "withdrawOperator" -> Pool.withdrawOperator(records, text("operator"), optional("to"));
      case "setWithdrawAddress" ->
          Pool.setWithdrawAddress(records, text("person"), text("address"));
      default -> throw new InvalidValueException("op", op, "is no operation of lazy rewards");
    };
  }

  private String text(String name) {
    return json.get(name).getAsString();
  }

  private BigInteger integer(String name) {
    return json.get(name).getAsBigInteger();
  }

  private @Nullable String optional(String name) {
    JsonElement value = json.get(name);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }
}
