package dev.curation.evm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.decoding.TokenTransfer;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import dev.curation.payments.Receipt;
import dev.curation.payments.Receipt.Moved;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Receipts as a node writes them. Every method throws {@link InvalidValueException} naming the
 * field.
 */
final class Receipts {
  private static final String ADDRESS_WORD = "0x0{24}[0-9a-fA-F]{40}";
  private static final int TOPICS = 3;

  private Receipts() {}

  /** Empty where the transaction is in no block. */
  static Optional<Receipt> receipt(JsonElement answer) {
    if (answer.isJsonNull()) {
      return Optional.empty();
    }
    JsonObject fields = JsonFields.object("receipt", answer);
    if (JsonFields.required(fields, "blockNumber").isJsonNull()) {
      return Optional.empty();
    }
    long status = JsonFields.quantity(fields, "status");
    if (status > 1) {
      throw new InvalidValueException("status", status, "must be 0 or 1");
    }
    List<Moved> moved = new ArrayList<>();
    for (JsonElement log : JsonFields.array("logs", JsonFields.required(fields, "logs"))) {
      moved(JsonFields.object("logs", log)).ifPresent(moved::add);
    }
    return Optional.of(new Receipt(JsonFields.quantity(fields, "blockNumber"), status == 1, moved));
  }

  private static Optional<Moved> moved(JsonObject log) {
    JsonArray topics = JsonFields.array("topics", JsonFields.required(log, "topics"));
    String data = JsonFields.text(log, "data");
    if (topics.size() != TOPICS
        || !JsonFields.text("topics", topics.get(0)).equals(TokenTransfer.TOPIC)
        || !data.matches("0x[0-9a-fA-F]{64}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Moved(
            Address.parse("address", JsonFields.text(log, "address")),
            address(topics.get(1)),
            address(topics.get(2)),
            Wei.of(new BigInteger(data.substring(2), 16))));
  }

  private static Address address(JsonElement topic) {
    String word = JsonFields.text("topics", topic);
    if (!word.matches(ADDRESS_WORD)) {
      throw new InvalidValueException("topics", word, "must be an address");
    }
    return Address.parse("topics", "0x" + word.substring(word.length() - 2 * Address.BYTES));
  }
}
