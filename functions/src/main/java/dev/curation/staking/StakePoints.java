package dev.curation.staking;

import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.Fields;

/** Staking events' places as fields of documents. */
final class StakePoints {
  private StakePoints() {}

  static Fields encode(StakePoint point) {
    return Fields.builder()
        .put("blockNumber", point.blockNumber())
        .put("logIndex", (long) point.logIndex())
        .put("timestamp", point.timestamp())
        .put("txHash", point.tx().hex())
        .build();
  }

  static StakePoint decode(Fields fields) {
    long logIndex = fields.integer("logIndex");
    if (logIndex < 0 || logIndex > Integer.MAX_VALUE) {
      throw new InvalidValueException("logIndex", logIndex, "must be 0 to 2^31-1");
    }
    return new StakePoint(
        fields.integer("blockNumber"),
        (int) logIndex,
        fields.integer("timestamp"),
        TxHash.parse("txHash", fields.string("txHash")));
  }
}
