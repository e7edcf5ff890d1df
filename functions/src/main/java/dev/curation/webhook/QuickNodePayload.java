package dev.curation.webhook;

/**
 * QuickNode's Streams and QuickAlerts: logs as {@code eth_getLogs} writes them, alone, in receipts
 * or in blocks with receipts, in arrays of any nesting (a batch is an array of blocks). Streams
 * wraps them in {@code data} beside {@code metadata}. Of blocks that a reorganisation replaced,
 * Streams' metadata tells only number and hash; their logs are taken off by the poll.
 */
final class QuickNodePayload {
  private QuickNodePayload() {}

  static void read(WebhookRequest request, JsonValue body, Payload payload) {
    request
        .header("stream-network")
        .ifPresent(name -> payload.names("stream-network", name, Networks.quickNode(name)));
    if (body.isArray() || body.get("data").isAbsent() || !body.get("topics").isAbsent()) {
      readAny(body, BlockFacts.UNKNOWN, payload);
      return;
    }
    JsonValue metadata = body.get("metadata");
    if (!metadata.isAbsent() && !metadata.get("network").isAbsent()) {
      JsonValue network = metadata.get("network");
      payload.names(network.path(), network.text(), Networks.quickNode(network.text()));
    }
    readAny(body.get("data"), BlockFacts.UNKNOWN, payload);
  }

  private static void readAny(JsonValue value, BlockFacts block, Payload payload) {
    if (value.isAbsent()) {
      return; // A block without a log that the filter wants.
    }
    if (value.isArray()) {
      value.items().forEach(item -> readAny(item, block, payload));
    } else if (!value.get("topics").isAbsent()) {
      payload.add(log(value, block));
    } else {
      readParts(value, block, payload);
    }
  }

  private static void readParts(JsonValue value, BlockFacts outer, Payload payload) {
    JsonValue header = value.get("block");
    BlockFacts block =
        header.isObject()
            ? BlockFacts.of(header.get("hash"), header.get("number"), header.get("timestamp"))
            : outer;
    boolean hasLogs = false;
    for (String part : new String[] {"logs", "receipts", "matchedReceipts"}) {
      JsonValue inside = value.get(part);
      hasLogs |= inside.isArray();
      readAny(inside, block, payload);
    }
    if (!hasLogs) {
      throw value.refused("must be a log, or hold logs or receipts");
    }
  }

  private static ReportedLog log(JsonValue log, BlockFacts block) {
    BlockFacts told =
        BlockFacts.of(log.get("blockHash"), log.get("blockNumber"), log.get("blockTimestamp"));
    return ReportedLog.of(
        log,
        log.get("transactionHash"),
        log.get("logIndex"),
        told.within(block),
        log.get("address"),
        log.get("topics").items());
  }
}
