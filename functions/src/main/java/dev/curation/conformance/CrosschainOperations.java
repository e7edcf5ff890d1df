package dev.curation.conformance;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.Batch;
import dev.curation.settlement.DenomAccrual;
import dev.curation.settlement.InboxEntry;
import dev.curation.settlement.LaneParameters;
import dev.curation.settlement.LaneRefusal;
import dev.curation.settlement.MemoryLane;
import dev.curation.settlement.MemoryPayout.Received;
import dev.curation.settlement.MemoryPayout.WeightsNote;
import dev.curation.settlement.Settlement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operations of a vector of lanes, and the two channels: what arrives is what was sent. */
final class CrosschainOperations {
  private final MemoryLane lane;

  CrosschainOperations(MemoryLane lane) {
    this.lane = lane;
  }

  /**
   * Runs an operation.
   *
   * @param answer gets what it gives
   * @throws dev.curation.settlement.LaneRefusedException if it is refused
   */
  void run(JsonObject json, JsonObject answer) {
    switch (json.get("op").getAsString()) {
      case "block" -> block(json, answer);
      case "setParams" -> setParams(json, answer);
      case "curators" ->
          lane.payout().changeCurators(texts(json.get("add")), texts(json.get("remove")));
      case "send" ->
          add(
              answer,
              "amountWei",
              lane.accrual().send(denom(json), seq(json), transferId(json), amount(json)));
      case "refund" ->
          add(
              answer,
              "amountWei",
              lane.accrual().refund(denom(json), transferId(json), lane.payout()));
      case "cancelBatch" ->
          settled(
              answer,
              denom(json),
              lane.accrual().cancelBatch(denom(json), seq(json), lane.payout()));
      case "deliverWeights" -> deliverWeights(json, answer);
      case "deliverTokens" -> deliverTokens(json, answer);
      case "settleShort" ->
          settled(answer, denom(json), lane.payout().settleShort(denom(json), seq(json)));
      case "releaseSurplus" ->
          add(answer, "excessWei", lane.payout().releaseSurplus(denom(json), required(json)));
      case "sweepExcess" ->
          add(answer, "sweptWei", lane.payout().sweepExcess(denom(json), lane.accrual()::isDone));
      default -> throw new InvalidValueException("op", json.get("op"), "is no operation of lanes");
    }
  }

  private void block(JsonObject json, JsonObject answer) {
    Map<String, BigInteger> votes = integers(json.getAsJsonObject("votes"));
    Map<Denom, Wei> fees = new TreeMap<>();
    integers(json.getAsJsonObject("fees"))
        .forEach((denom, fee) -> fees.put(new Denom(denom), Wei.of(fee)));
    JsonArray batches = new JsonArray();
    lane.accrual()
        .block(json.get("height").getAsLong(), votes, fees)
        .forEach((denom, batch) -> batches.add(CrosschainState.of(denom, batch)));
    answer.add("batches", batches);
  }

  private void setParams(JsonObject json, JsonObject answer) {
    LaneParameters now = lane.accrual().parameters();
    lane.accrual()
        .setParameters(
            new LaneParameters(
                json.has("blocksPerTransmission")
                    ? json.get("blocksPerTransmission").getAsLong()
                    : now.blocksPerTransmission(),
                json.has("redistributionFractionE18")
                    ? json.get("redistributionFractionE18").getAsBigInteger()
                    : now.redistributionFractionE18(),
                json.has("accrualDenoms")
                    ? CrosschainSuite.denoms(json.get("accrualDenoms"))
                    : now.accrualDenoms(),
                json.has("paused") ? json.get("paused").getAsBoolean() : now.isPaused()));
    if (json.has("payoutDenoms")) {
      JsonArray all = new JsonArray();
      lane.payout()
          .setPayoutDenoms(CrosschainSuite.denoms(json.get("payoutDenoms")))
          .forEach(
              (denom, settled) ->
                  settled.forEach(each -> all.add(CrosschainState.of(denom, each))));
      answer.add("settled", all);
    }
  }

  private void deliverWeights(JsonObject json, JsonObject answer) {
    Denom denom = denom(json);
    DenomAccrual.Sent sent = lane.accrual().of(denom).batches().get(seq(json));
    if (sent == null) {
      throw LaneRefusal.UNKNOWN_BATCH.of("seq", seq(json));
    }
    JsonObject message = CrosschainState.of(denom, sent.batch());
    if (json.has("tamper")) {
      json.getAsJsonObject("tamper").entrySet().forEach(e -> message.add(e.getKey(), e.getValue()));
    }
    Received<WeightsNote> received =
        lane.payout()
            .receive(
                denom(message),
                new Batch(
                    seq(message),
                    message.get("height").getAsLong(),
                    Wei.of(message.get("totalTokensWei").getAsBigInteger()),
                    message.get("totalWeightAtto").getAsBigInteger(),
                    integers(message.getAsJsonObject("weightsAtto"))));
    if (received.note() == WeightsNote.STORED) {
      settled(answer, denom, received.settled());
    } else {
      answer.addProperty("note", received.note().name());
    }
  }

  private void deliverTokens(JsonObject json, JsonObject answer) {
    boolean isExternal = json.has("external") && json.get("external").getAsBoolean();
    boolean isRegistered =
        !isExternal || (json.has("registered") && json.get("registered").getAsBoolean());
    Wei amount = isExternal ? required(json) : sentAmount(json);
    Received<InboxEntry.Note> received =
        lane.payout().receive(denom(json), transferId(json), amount, isRegistered);
    if (received.note() == InboxEntry.Note.CREDITED) {
      settled(answer, denom(json), received.settled());
    } else {
      answer.addProperty("note", received.note().name());
    }
  }

  /** An amount that was altered on its way is refused by comparing it with what was sent. */
  private Wei sentAmount(JsonObject json) {
    DenomAccrual.Transfer sent = lane.accrual().of(denom(json)).transfers().get(transferId(json));
    if (sent == null) {
      throw LaneRefusal.UNKNOWN_TRANSFER.of("transferId", transferId(json));
    }
    Wei claimed = amount(json);
    if (claimed != null && !claimed.equals(sent.amount())) {
      throw LaneRefusal.TRANSFER_CONFLICT.of("transferId", transferId(json));
    }
    return sent.amount();
  }

  private static void settled(JsonObject answer, Denom denom, List<Settlement> settlements) {
    JsonArray all = new JsonArray();
    settlements.forEach(each -> all.add(CrosschainState.of(denom, each)));
    answer.add("settled", all);
  }

  private static void add(JsonObject answer, String name, Wei amount) {
    answer.addProperty(name, amount.toString());
  }

  private static Denom denom(JsonObject json) {
    return new Denom(json.get("denom").getAsString());
  }

  private static long seq(JsonObject json) {
    return json.get("seq").getAsLong();
  }

  private static String transferId(JsonObject json) {
    return json.get("transferId").getAsString();
  }

  private static @Nullable Wei amount(JsonObject json) {
    return json.has("amountWei") ? required(json) : null;
  }

  private static Wei required(JsonObject json) {
    return Wei.parse("amountWei", json.get("amountWei").getAsString());
  }

  static List<String> texts(@Nullable JsonElement list) {
    List<String> texts = new ArrayList<>();
    if (list != null) {
      list.getAsJsonArray().forEach(each -> texts.add(each.getAsString()));
    }
    return texts;
  }

  static SortedMap<String, BigInteger> integers(JsonObject json) {
    SortedMap<String, BigInteger> integers = new TreeMap<>();
    json.entrySet().forEach(e -> integers.put(e.getKey(), e.getValue().getAsBigInteger()));
    return integers;
  }
}
