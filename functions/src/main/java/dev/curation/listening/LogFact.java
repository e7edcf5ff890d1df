package dev.curation.listening;

import dev.curation.chain.ChainLog;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;

/**
 * A document that a log gives rise to.
 *
 * @param creation writes it as it is while its log is on the chain
 */
record LogFact(Kind kind, ChainLog log, Write.Create creation) {

  /** What the document is, and which of its fields asks for work once it has changed. */
  enum Kind {
    SALE("isAggregated"),
    STAKING("isApplied"),
    FEE_RATE("isApplied");

    private final String done;

    Kind(String done) {
      this.done = done;
    }

    /** The write that records whether the log is on its chain; the document must be unchanged. */
    Write.Update marking(StoredDocument document, boolean isDeleted, long now) {
      return new Write.Update(document.path(), mark(isDeleted, now), document.updateTime());
    }

    private Fields mark(boolean isDeleted, long now) {
      return Fields.builder()
          .put("isDeleted", isDeleted)
          .put(done, false)
          .put("updatedAt", now)
          .build();
    }
  }

  /** The document of a log that was taken off its chain before it was stored. */
  Write.Create tombstone() {
    Fields deleted = Fields.builder().put("isDeleted", true).build();
    return new Write.Create(creation.path(), creation.fields().with(deleted));
  }
}
