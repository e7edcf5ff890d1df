package dev.curation.webhook;

import dev.curation.chain.ChainId;
import java.util.Optional;

/**
 * Tenderly's alerts: a transaction and all its logs, which tell neither their index nor their time.
 */
final class TenderlyPayload {
  private TenderlyPayload() {}

  static void read(JsonValue body, Payload payload) {
    JsonValue type = body.get("event_type");
    switch (type.text()) {
      case "ALERT" -> readAlert(body.get("transaction"), payload);
      case "TEST" -> {} // Sent by hand from the dashboard, with a made-up transaction.
      default -> throw type.refused("must be ALERT or TEST");
    }
  }

  private static void readAlert(JsonValue transaction, Payload payload) {
    JsonValue network = transaction.get("network");
    payload.names(
        network.path(), network.text(), Optional.of(ChainId.parse(network.path(), network.text())));
    for (JsonValue log : transaction.get("logs").items()) {
      BlockFacts block =
          BlockFacts.of(
              transaction.get("block_hash"),
              transaction.get("block_number"),
              new JsonValue(log.path() + ".timestamp", null));
      payload.add(
          ReportedLog.of(
              log,
              transaction.get("hash"),
              new JsonValue(log.path() + ".logIndex", null),
              block,
              log.get("address"),
              log.get("topics").items()));
    }
  }
}
