package dev.curation.listening;

import dev.curation.chain.ChainLog;
import dev.curation.store.Fields;

/** The fields that say which log a document comes from. */
final class LogFields {
  private LogFields() {}

  static Fields.Builder of(ChainLog log) {
    return backing(log)
        .put("chainId", log.id().chain().toString())
        .put("timestamp", log.timestamp())
        .put("blockNumber", log.blockNumber())
        .put("logIndex", (long) log.id().logIndex())
        .put("txHash", log.id().tx().hex());
  }

  /** What a ledger event does not hold already. */
  static Fields.Builder backing(ChainLog log) {
    return Fields.builder()
        .put("contractAddress", log.contract().hex())
        .put("blockHash", log.id().block().hex());
  }
}
