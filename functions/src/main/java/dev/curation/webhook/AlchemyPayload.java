package dev.curation.webhook;

/**
 * Alchemy's custom webhook, type {@code GRAPHQL}: logs with GraphQL's names, in {@code
 * event.data.block}.
 */
final class AlchemyPayload {
  private AlchemyPayload() {}

  static void read(JsonValue body, Payload payload) {
    JsonValue type = body.get("type");
    if (!type.text().equals("GRAPHQL")) {
      throw type.refused("must be GRAPHQL: only custom webhooks carry logs");
    }
    JsonValue event = body.get("event");
    JsonValue network = event.get("network");
    if (!network.isAbsent()) {
      payload.names(network.path(), network.text(), Networks.alchemy(network.text()));
    }
    JsonValue block = event.get("data").get("block");
    BlockFacts facts =
        BlockFacts.of(block.get("hash"), block.get("number"), block.get("timestamp"));
    for (JsonValue log : block.get("logs").items()) {
      payload.add(
          ReportedLog.of(
              log,
              log.get("transaction").get("hash"),
              log.get("index"),
              facts,
              log.get("account").get("address"),
              log.get("topics").items()));
    }
  }
}
