package dev.curation.node;

import dev.curation.chain.BlockHash;
import dev.curation.errors.InvalidValueException;

/**
 * A block of a chain.
 *
 * @param timestamp milliseconds since the epoch, UTC
 */
public record BlockHeader(long number, BlockHash hash, BlockHash parentHash, long timestamp) {
  /**
   * @throws InvalidValueException naming the field
   */
  public BlockHeader {
    if (number < 0) {
      throw new InvalidValueException("number", number, "must not be negative");
    }
    if (timestamp < 0) {
      throw new InvalidValueException("timestamp", timestamp, "must not be negative");
    }
  }
}
