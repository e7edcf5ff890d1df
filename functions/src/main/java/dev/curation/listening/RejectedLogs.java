package dev.curation.listening;

import dev.curation.chain.ChainLog;
import dev.curation.decoding.Decoded;
import dev.curation.documents.Paths;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.util.List;
import java.util.logging.Logger;

/** The record of logs that cannot be decoded (docs/ingestion.md, Rejected logs). */
final class RejectedLogs {
  private static final Logger LOG = Logger.getLogger(RejectedLogs.class.getName());

  private RejectedLogs() {}

  /**
   * @param now milliseconds since the epoch
   */
  static Write.Create creation(Decoded.Rejected rejected, long now) {
    ChainLog log = rejected.log();
    return new Write.Create(
        Paths.rejectedLog(log.id()),
        LogFields.of(log)
            .put("field", rejected.field())
            .put("reason", rejected.reason())
            .put("updatedAt", now)
            .build());
  }

  static void record(Store store, List<Write.Create> rejections) {
    if (!rejections.isEmpty()) {
      rejections.forEach(r -> LOG.warning(() -> "rejected: " + r.path() + " " + r.fields()));
      store.createEach(rejections);
    }
  }
}
