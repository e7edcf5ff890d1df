package dev.curation.listening;

import dev.curation.chain.ChainLog;
import dev.curation.ledger.Ledger;
import dev.curation.staking.StakingLedger;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;

/**
 * A document that a log gives rise to.
 *
 * @param creation writes it as it is while its log is on the chain
 */
record LogFact(Kind kind, ChainLog log, Write.Create creation) {

  /** What the document is. */
  enum Kind {
    SALE,
    STAKING,
    FEE_RATE;

    /** The write that records whether the log is on its chain; the document must be unchanged. */
    Write.Update marking(StoredDocument document, boolean isDeleted, long now) {
      return switch (this) {
        case SALE -> isDeleted ? Ledger.orphaning(document, now) : Ledger.restoring(document, now);
        case STAKING ->
            isDeleted
                ? StakingLedger.orphaning(document, now)
                : StakingLedger.restoring(document, now);
        case FEE_RATE -> FeeRateBook.marking(document, isDeleted, now);
      };
    }
  }

  /** The document of a log that was taken off its chain before it was stored. */
  Write.Create tombstone() {
    Fields deleted = Fields.builder().put("isDeleted", true).build();
    return new Write.Create(creation.path(), creation.fields().with(deleted));
  }
}
