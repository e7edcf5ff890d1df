package dev.curation.webhook;

import dev.curation.chain.BlockHash;
import org.jspecify.annotations.Nullable;

/**
 * What a delivery says of a block; null where it does not.
 *
 * @param timestamp milliseconds since the epoch, UTC
 */
record BlockFacts(@Nullable BlockHash hash, @Nullable Long number, @Nullable Long timestamp) {
  static final BlockFacts UNKNOWN = new BlockFacts(null, null, null);

  /** The end of the year 9999: a later time is no block's, and no calendar holds it. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  private static final long MAX_NUMBER = (1L << 53) - 1;

  static BlockFacts of(JsonValue hash, JsonValue number, JsonValue seconds) {
    return new BlockFacts(
        hash.isAbsent() ? null : BlockHash.parse(hash.path(), hash.text()),
        number.isAbsent() ? null : number.number(MAX_NUMBER),
        seconds.isAbsent() ? null : seconds.number(MAX_SECONDS) * 1_000);
  }

  /** With the timestamp of the enclosing block, if it is that block. */
  BlockFacts within(BlockFacts block) {
    boolean isSame = hash == null || hash.equals(block.hash);
    return new BlockFacts(
        hash == null ? block.hash : hash,
        number == null && isSame ? block.number : number,
        timestamp == null && isSame ? block.timestamp : timestamp);
  }
}
