package dev.curation.local.demo;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A log as the chain's node tells it, not decoded.
 *
 * @param time of its block, seconds since the epoch
 */
record RawLog(
    String contract,
    List<String> topics,
    String data,
    long block,
    String blockHash,
    String tx,
    int index,
    long time) {
  RawLog {
    topics = List.copyOf(topics);
  }

  static RawLog of(JsonObject json) {
    List<String> topics = new ArrayList<>();
    json.getAsJsonArray("topics").forEach(topic -> topics.add(topic.getAsString()));
    return new RawLog(
        json.get("address").getAsString(),
        topics,
        json.get("data").getAsString(),
        Long.decode(json.get("blockNumber").getAsString()),
        json.get("blockHash").getAsString(),
        json.get("transactionHash").getAsString(),
        Integer.decode(json.get("logIndex").getAsString()),
        Long.decode(json.get("blockTimestamp").getAsString()));
  }

  /** The account in an indexed topic. */
  String account(int topic) {
    return "0x" + topics.get(topic).substring(26);
  }
}
