package dev.curation.conformance;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.ledger.LedgerEvent.VotesAdded;
import dev.curation.ledger.LedgerEvent.VotesRemoved;
import dev.curation.ledger.SaleFacts;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the ledger events of a vector. */
final class VectorEvents {
  private VectorEvents() {}

  /**
   * @throws InvalidValueException naming the field and the value
   */
  static LedgerEvent read(JsonObject json) {
    EventId id = new EventId(text(json, "id"));
    Integer logIndex = json.has("logIndex") ? (Integer) (int) integer(json, "logIndex") : null;
    String txHash = optionalText(json, "txHash");
    ChainPosition position =
        new ChainPosition(
            integer(json, "timestamp"),
            integer(json, "blockNumber"),
            logIndex,
            txHash == null ? null : TxHash.parse("txHash", txHash));
    String discriminator = text(json, "discriminator");
    return switch (discriminator) {
      case "sale" ->
          new Sale(
              id, position, Wei.parse("protocolFeeWei", text(json, "protocolFeeWei")), facts(json));
      case "votesAdded" -> new VotesAdded(id, position, user(json), votes(json));
      case "votesRemoved" -> new VotesRemoved(id, position, user(json), votes(json));
      default ->
          throw new InvalidValueException(
              "discriminator", discriminator, "must be sale, votesAdded or votesRemoved");
    };
  }

  private static SaleFacts facts(JsonObject json) {
    return new SaleFacts(
        address(json, "buyer"),
        address(json, "seller"),
        optionalText(json, "tokenId"),
        null,
        null,
        null);
  }

  private static Address user(JsonObject json) {
    return Address.parse("userAddress", text(json, "userAddress"));
  }

  private static Votes votes(JsonObject json) {
    return Votes.of(integer(json, "votes"));
  }

  private static @Nullable Address address(JsonObject json, String name) {
    String text = optionalText(json, name);
    return text == null ? null : Address.parse(name, text);
  }

  static String text(JsonObject json, String name) {
    JsonElement value = json.get(name);
    if (value == null || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw new InvalidValueException(name, value, "must be a string");
    }
    return value.getAsString();
  }

  private static @Nullable String optionalText(JsonObject json, String name) {
    return json.has(name) ? text(json, name) : null;
  }

  private static long integer(JsonObject json, String name) {
    JsonElement value = json.get(name);
    try {
      if (value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
        return new BigDecimal(value.getAsString()).longValueExact();
      }
    } catch (ArithmeticException e) {
      // Fractional or too large: refused below.
    }
    throw new InvalidValueException(name, value, "must be an integer of 64 bits");
  }
}
