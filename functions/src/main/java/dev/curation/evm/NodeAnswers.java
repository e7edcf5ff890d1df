package dev.curation.evm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.BlockHeader;
import dev.curation.node.NodeException;
import dev.curation.node.SeenLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Blocks and logs as a node writes them. Every method throws {@link InvalidValueException} naming
 * the field.
 */
final class NodeAnswers {
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000;

  private final ChainId chain;

  NodeAnswers(ChainId chain) {
    this.chain = chain;
  }

  /** Empty for null, which says that the node knows no such block. */
  static Optional<BlockHeader> header(JsonElement block) {
    if (block.isJsonNull()) {
      return Optional.empty();
    }
    JsonObject fields = JsonFields.object("block", block);
    return Optional.of(
        new BlockHeader(
            JsonFields.quantity(fields, "number"),
            BlockHash.parse("hash", JsonFields.text(fields, "hash")),
            BlockHash.parse("parentHash", JsonFields.text(fields, "parentHash")),
            millis(fields, "timestamp")));
  }

  static List<JsonObject> logs(JsonElement logs) {
    List<JsonObject> objects = new ArrayList<>();
    JsonFields.array("logs", logs).forEach(log -> objects.add(JsonFields.object("log", log)));
    return objects;
  }

  /** The blocks, each once, of the logs that do not say when they were emitted. */
  static List<BlockHash> blocksWithoutTime(List<JsonObject> logs) {
    return logs.stream()
        .filter(log -> !saysTime(log))
        .map(NodeAnswers::blockHash)
        .distinct()
        .toList();
  }

  /**
   * @param times of the blocks of logs without one
   * @param ofVanished the time to take for a removed log whose block the node has forgotten;
   *     nothing is ever booked at it
   */
  SeenLog seenLog(JsonObject log, Map<BlockHash, Long> times, long ofVanished) {
    boolean removed = JsonFields.flag(log, "removed");
    BlockHash block = blockHash(log);
    boolean vanished = removed && !saysTime(log) && !times.containsKey(block);
    return new SeenLog(log(log, vanished ? Map.of(block, ofVanished) : times), removed);
  }

  /**
   * @param times of the blocks of logs without one
   */
  ChainLog log(JsonObject log, Map<BlockHash, Long> times) {
    return new ChainLog(
        new LogId(
            chain,
            blockHash(log),
            TxHash.parse("transactionHash", JsonFields.text(log, "transactionHash")),
            index(log)),
        JsonFields.quantity(log, "blockNumber"),
        time(log, times),
        Address.parse("address", JsonFields.text(log, "address")),
        topics(log),
        JsonFields.text(log, "data").toLowerCase(Locale.ROOT));
  }

  private static long time(JsonObject log, Map<BlockHash, Long> times) {
    if (saysTime(log)) {
      return millis(log, "blockTimestamp");
    }
    BlockHash block = blockHash(log);
    Long time = times.get(block);
    if (time == null) {
      throw new NodeException.Unavailable("the node named block " + block + " and lost it", null);
    }
    return time;
  }

  private static boolean saysTime(JsonObject log) {
    JsonElement time = log.get("blockTimestamp");
    return time != null && !time.isJsonNull();
  }

  private static BlockHash blockHash(JsonObject log) {
    return BlockHash.parse("blockHash", JsonFields.text(log, "blockHash"));
  }

  private static List<String> topics(JsonObject log) {
    List<String> topics = new ArrayList<>();
    JsonFields.array("topics", JsonFields.required(log, "topics"))
        .forEach(topic -> topics.add(JsonFields.text("topics", topic).toLowerCase(Locale.ROOT)));
    return topics;
  }

  private static int index(JsonObject log) {
    long index = JsonFields.quantity(log, "logIndex");
    if (index > Integer.MAX_VALUE) {
      throw new InvalidValueException("logIndex", index, "must be below 2^31");
    }
    return (int) index;
  }

  private static long millis(JsonObject object, String field) {
    long seconds = JsonFields.quantity(object, field);
    if (seconds > MAX_SECONDS) {
      throw new InvalidValueException(field, seconds, "is too far in the future");
    }
    return seconds * 1_000;
  }
}
