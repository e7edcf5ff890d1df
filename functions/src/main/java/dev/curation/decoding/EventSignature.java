package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;

/**
 * How an event is told from others.
 *
 * @param text name and types, without names of parameters
 * @param topic0 the text's keccak-256
 * @param topics their number, the first included
 */
record EventSignature(String text, String topic0, int topics) {
  private static final String ADDRESS_PADDING = "0x" + "0".repeat(24);

  /**
   * @throws InvalidValueException if the log has another number of topics
   */
  void requireTopics(ChainLog log) {
    if (log.topics().size() != topics) {
      throw new InvalidValueException("topics", log.topics().size(), "must be " + topics);
    }
  }

  /**
   * @throws InvalidValueException naming the field, if the topic is more than an address
   */
  static Address address(String field, ChainLog log, int topic) {
    String hex = log.topics().get(topic);
    if (!hex.startsWith(ADDRESS_PADDING)) {
      throw new InvalidValueException(field, hex, "must be an address of 20 bytes");
    }
    return new Address("0x" + hex.substring(ADDRESS_PADDING.length()));
  }

  static BigInteger uint(ChainLog log, int topic) {
    return new BigInteger(log.topics().get(topic).substring(2), 16);
  }
}
