package dev.curation.webhook;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.node.SeenLog;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A log as a vendor tells it, which may leave things out.
 *
 * @param path where it stands in the delivery
 * @param logIndex null: not told
 * @param removed a reorganisation took it off the chain
 */
record ReportedLog(
    String path,
    TxHash tx,
    @Nullable Integer logIndex,
    BlockFacts block,
    Address contract,
    List<String> topics,
    String data,
    boolean removed) {
  private static final int MAX_TOPICS = 4;
  private static final int TOPIC_LENGTH = 66;

  /**
   * @throws InvalidValueException naming the place of what is wrong
   */
  static ReportedLog of(
      JsonValue log,
      JsonValue tx,
      JsonValue index,
      BlockFacts block,
      JsonValue address,
      List<JsonValue> topics) {
    if (topics.size() > MAX_TOPICS) {
      throw new InvalidValueException(
          log.path() + ".topics", topics.size(), "must be 4 topics at most");
    }
    return new ReportedLog(
        log.path(),
        TxHash.parse(tx.path(), tx.text()),
        index.isAbsent() ? null : (int) index.number(Integer.MAX_VALUE),
        block,
        Address.parse(address.path(), address.text()),
        topics.stream().map(ReportedLog::topic).toList(),
        log.get("data").hex(),
        log.get("removed").flag());
  }

  private static String topic(JsonValue value) {
    String topic = value.hex();
    if (topic.length() != TOPIC_LENGTH) {
      throw value.refused("must be 0x and 64 hex digits");
    }
    return topic;
  }

  /** What is left out; empty if nothing is. */
  Optional<String> missing() {
    return Optional.ofNullable(
        block.hash() == null
            ? "blockHash"
            : block.number() == null
                ? "blockNumber"
                : logIndex == null ? "logIndex" : block.timestamp() == null ? "timestamp" : null);
  }

  /**
   * @param defaultTime of the block, if it is left out
   * @return empty if more than the time is left out
   */
  Optional<SeenLog> seen(ChainId chain, long defaultTime) {
    BlockHash hash = block.hash();
    Long number = block.number();
    Integer index = logIndex;
    if (hash == null || number == null || index == null) {
      return Optional.empty();
    }
    Long told = block.timestamp();
    LogId id = new LogId(chain, hash, tx, index);
    long time = told == null ? defaultTime : told;
    return Optional.of(
        new SeenLog(new ChainLog(id, number, time, contract, topics, data), removed));
  }

  /** Whether a log of the same transaction may be this one. */
  boolean isLike(ChainLog log) {
    return contract.equals(log.contract())
        && (logIndex == null || logIndex == log.id().logIndex())
        && topics.equals(log.topics())
        && data.equals(log.data());
  }
}
