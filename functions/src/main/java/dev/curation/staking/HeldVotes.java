package dev.curation.staking;

import dev.curation.chain.CollectionId;
import dev.curation.store.Fields;

/** The documents of a staker's votes for one collection. */
public final class HeldVotes {
  private HeldVotes() {}

  /**
   * @param votes held there
   * @param lastVoteAt time of the latest signed vote there, milliseconds since the epoch
   * @param now milliseconds since the epoch
   */
  public static Fields encode(CollectionId collection, long votes, long lastVoteAt, long now) {
    return Fields.builder()
        .put("chainId", collection.chainId().toString())
        .put("collectionAddress", collection.address().hex())
        .put("votes", votes)
        .put("lastVoteAt", lastVoteAt)
        .put("updatedAt", now)
        .build();
  }

  /** The votes held. */
  public static long votes(Fields fields) {
    return fields.integer("votes");
  }
}
