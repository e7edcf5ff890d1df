package dev.curation.listening;

import dev.curation.decoding.Decoded.Claimed;
import dev.curation.documents.ClaimPaths;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;

/**
 * Claims that were paid on the chain. Nothing is computed from them when they come or go: who asks
 * takes the latest that is on the chain, which says how much was claimed in all.
 */
final class ClaimFacts {
  private ClaimFacts() {}

  static LogFact fact(Claimed claimed, long now) {
    Fields fields =
        LogFields.of(claimed.log())
            .put("account", claimed.account().hex())
            .put("token", claimed.token().hex())
            .put("amountWei", claimed.amount().toString())
            .put("cumulativeWei", claimed.cumulative().toString())
            .put("isDeleted", false)
            .put("updatedAt", now)
            .build();
    return new LogFact(
        LogFact.Kind.CLAIM,
        claimed.log(),
        new Write.Create(ClaimPaths.claimed(claimed.log().id()), fields));
  }

  /** The write that records whether the log of a claim is on its chain. */
  static Write.Update marking(StoredDocument claim, boolean isDeleted, long now) {
    Fields fields = Fields.builder().put("isDeleted", isDeleted).put("updatedAt", now).build();
    return new Write.Update(claim.path(), fields, claim.updateTime());
  }
}
