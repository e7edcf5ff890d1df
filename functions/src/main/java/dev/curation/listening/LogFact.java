package dev.curation.listening;

import dev.curation.chain.ChainLog;
import dev.curation.ledger.Ledger;
import dev.curation.staking.StakingLedger;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.Objects;
import java.util.Set;

/**
 * A document that a log gives rise to.
 *
 * @param creation writes it as it is while its log is on the chain
 */
record LogFact(Kind kind, ChainLog log, Write.Create creation) {
  private static final Set<String> BOOKKEEPING =
      Set.of("isDeleted", "isAggregated", "isApplied", "isJudged", "updatedAt");

  /** What the document is. */
  enum Kind {
    SALE,
    STAKING,
    FEE_RATE,
    CLAIM;

    /** The write that records whether the log is on its chain; the document must be unchanged. */
    Write.Update marking(StoredDocument document, boolean isDeleted, long now) {
      return switch (this) {
        case SALE -> isDeleted ? Ledger.orphaning(document, now) : Ledger.restoring(document, now);
        case STAKING ->
            isDeleted
                ? StakingLedger.orphaning(document, now)
                : StakingLedger.restoring(document, now);
        case FEE_RATE -> FeeRateBook.marking(document, isDeleted, now);
        case CLAIM -> ClaimFacts.marking(document, isDeleted, now);
      };
    }
  }

  /** What a stored document says otherwise than the log: the fields as they should be. */
  Fields differing(Fields stored) {
    Fields.Builder differing = Fields.builder();
    creation
        .fields()
        .values()
        .forEach(
            (name, value) -> {
              if (!BOOKKEEPING.contains(name) && !Objects.equals(value, stored.get(name))) {
                differing.put(name, value);
              }
            });
    return differing.build();
  }

  /** What the log says, without bookkeeping. */
  Fields said() {
    Fields said = creation.fields();
    for (String name : BOOKKEEPING) {
      said = said.without(name);
    }
    return said;
  }

  /** The document of a log that was taken off its chain before it was stored. */
  Write.Create tombstone() {
    Fields deleted = Fields.builder().put("isDeleted", true).build();
    return new Write.Create(creation.path(), creation.fields().with(deleted));
  }
}
