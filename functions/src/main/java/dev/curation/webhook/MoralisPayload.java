package dev.curation.webhook;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moralis' Streams: one block, its logs with {@code topic0} to {@code topic3}. Sent provisionally
 * and again when {@code confirmed}, in any order: both tell the same facts.
 */
final class MoralisPayload {
  private static final long MAX_CHAIN = 999_999_999_999_999_999L;
  private static final int MAX_TEST_BYTES = 4_096;

  private MoralisPayload() {}

  static void read(JsonValue body, Payload payload) {
    boolean unused = body.get("confirmed").flag();
    JsonValue chain = body.get("chainId");
    if (!isBlank(chain)) {
      long id = chain.number(MAX_CHAIN);
      payload.names("chainId", chain.text(), Optional.of(id).filter(n -> n > 0).map(ChainId::new));
    }
    List<JsonValue> logs = body.get("logs").items();
    if (logs.isEmpty()) {
      return; // The test body has an empty block.
    }
    JsonValue block = body.get("block");
    BlockFacts facts =
        BlockFacts.of(block.get("hash"), block.get("number"), block.get("timestamp"));
    for (JsonValue log : logs) {
      payload.add(
          ReportedLog.of(
              log,
              log.get("transactionHash"),
              log.get("logIndex"),
              facts,
              log.get("address"),
              topics(log)));
    }
  }

  private static List<JsonValue> topics(JsonValue log) {
    return Stream.of("topic0", "topic1", "topic2", "topic3")
        .map(log::get)
        .takeWhile(topic -> !topic.isAbsent())
        .toList();
  }

  private static boolean isBlank(JsonValue value) {
    return value.isAbsent() || value.text().isEmpty();
  }

  /**
   * Whether this is the test that a new stream begins with, unsigned: a small body of no chain, no
   * stream and no log. It says nothing, so it needs no signature; one that it has must be right.
   */
  static boolean isUnsignedTest(WebhookRequest request) {
    if (request.header("x-signature").isPresent() || request.content().length > MAX_TEST_BYTES) {
      return false;
    }
    try {
      JsonValue body = JsonValue.parse(request.content());
      return body.get("chainId").text().isEmpty()
          && body.get("streamId").text().isEmpty()
          && body.get("logs").items().isEmpty()
          && body.get("txs").items().isEmpty();
    } catch (InvalidValueException e) {
      return false;
    }
  }
}
