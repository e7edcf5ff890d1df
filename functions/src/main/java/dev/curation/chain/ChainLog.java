package dev.curation.chain;

import dev.curation.errors.InvalidValueException;
import java.util.List;

/**
 * A log that a contract emitted.
 *
 * @param timestamp of its block, milliseconds since the epoch, UTC
 * @param contract that emitted it
 * @param topics up to 4 of 32 bytes, each lower-case {@code 0x} and 64 hexadecimal digits
 * @param data lower-case {@code 0x} and an even number of hexadecimal digits
 */
public record ChainLog(
    LogId id,
    long blockNumber,
    long timestamp,
    Address contract,
    List<String> topics,
    String data) {
  private static final int MAX_TOPICS = 4;

  /**
   * @throws InvalidValueException naming the field
   */
  public ChainLog {
    topics = List.copyOf(topics);
    if (blockNumber < 0) {
      throw new InvalidValueException("blockNumber", blockNumber, "must not be negative");
    }
    if (timestamp < 0) {
      throw new InvalidValueException("timestamp", timestamp, "must not be negative");
    }
    if (topics.size() > MAX_TOPICS) {
      throw new InvalidValueException("topics", topics.size(), "must be 4 at most");
    }
    for (String topic : topics) {
      if (!Hex.isLowerCase(topic, 32)) {
        throw new InvalidValueException("topic", topic, "must be 0x and 64 lower-case hex digits");
      }
    }
    if (data.length() % 2 != 0 || !Hex.isLowerCase(data, data.length() / 2 - 1)) {
      throw new InvalidValueException(
          "data", data, "must be 0x and pairs of lower-case hex digits");
    }
  }

  /** The bytes of the data. */
  public byte[] dataBytes() {
    return Hex.bytes(data);
  }
}
