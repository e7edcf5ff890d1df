package dev.curation.chain;

import dev.curation.errors.InvalidValueException;

/**
 * What identifies a log (specs/ingestion.md, Identity and states of a log): {@code
 * chainId:blockHash:txHash:logIndex}. A transaction that is mined again after a reorganisation has
 * another block hash, so its logs are other facts.
 *
 * @param logIndex index in the block, from 0
 */
public record LogId(ChainId chain, BlockHash block, TxHash tx, int logIndex) {
  public LogId {
    if (logIndex < 0) {
      throw new InvalidValueException("logIndex", logIndex, "must not be negative");
    }
  }

  @Override
  public String toString() {
    return chain + ":" + block + ":" + tx + ":" + logIndex;
  }
}
