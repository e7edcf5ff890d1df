package dev.curation.simulator;

import dev.curation.chain.CollectionId;
import dev.curation.documents.ClaimPaths;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which way the shares of an hour go: through a lane to another chain, into the trees of claims, or
 * to whoever asks for them.
 */
final class Ways {
  private final Map<String, Fields> payouts = new TreeMap<>();
  private final long claimedFrom;

  Ways(Store store) {
    for (CollectionId collection : Setting.COLLECTIONS) {
      store
          .get(Paths.payouts(collection))
          .ifPresent(document -> payouts.put(collection.toString(), document.fields()));
    }
    claimedFrom =
        store
            .get(ClaimPaths.claims(Setting.CHAIN))
            .map(book -> book.fields().integer("from"))
            .orElse(Long.MAX_VALUE);
  }

  boolean isLane(String collection, long hour) {
    Fields fields = payouts.getOrDefault(collection, Fields.EMPTY);
    Long from = fields.optionalInteger("laneFrom");
    Long until = fields.optionalInteger("laneUntil");
    return from != null && hour >= from && (until == null || hour < until);
  }

  /** Whether what somebody has earned for itself is claimed by proof. */
  boolean isClaimed(long hour) {
    return hour >= claimedFrom;
  }
}
