package dev.curation.staking;

import dev.curation.chain.ChainLog;
import dev.curation.decoding.StakingEvent;
import dev.curation.decoding.StakingEvent.DurationChanged;
import dev.curation.decoding.StakingEvent.RageQuit;
import dev.curation.decoding.StakingEvent.Staked;
import dev.curation.decoding.StakingEvent.UnStaked;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;

/**
 * The facts of staking contracts: one document per log, created once, then only marked. Whoever
 * listens to the chain writes them; {@link StakeBook} takes account of those whose {@code
 * isApplied} is false.
 */
public final class StakingLedger {
  private StakingLedger() {}

  /**
   * The write that adds a fact.
   *
   * @param log of the staking contract
   * @param event what it decodes to
   * @param now milliseconds since the epoch
   */
  public static Write.Create creation(ChainLog log, StakingEvent event, long now) {
    Fields.Builder fields =
        Fields.builder()
            .put("userAddress", event.user().hex())
            .put("chainId", log.id().chain().toString())
            .put("contractAddress", log.contract().hex())
            .put("timestamp", log.timestamp())
            .put("blockNumber", log.blockNumber())
            .put("blockHash", log.id().block().hex())
            .put("logIndex", (long) log.id().logIndex())
            .put("txHash", log.id().tx().hex())
            .put("isDeleted", false)
            .put("isApplied", false)
            .put("updatedAt", now);
    put(fields, event);
    return new Write.Create(
        Paths.stakingEvent(log.id().chain(), log.contract(), log.id().toString()), fields.build());
  }

  private static void put(Fields.Builder fields, StakingEvent event) {
    switch (event) {
      case Staked staked ->
          fields
              .put("discriminator", "staked")
              .put("amountWei", staked.amount().toString())
              .put("duration", (long) staked.duration().code());
      case DurationChanged changed ->
          fields
              .put("discriminator", "durationChanged")
              .put("amountWei", changed.amount().toString())
              .put("fromDuration", (long) changed.from().code())
              .put("toDuration", (long) changed.to().code());
      case UnStaked unStaked ->
          fields.put("discriminator", "unStaked").put("amountWei", unStaked.amount().toString());
      case RageQuit quit ->
          fields
              .put("discriminator", "rageQuit")
              .put("toUserWei", quit.toUser().toString())
              .put("penaltyWei", quit.penalty().toString());
    }
  }

  /** The write that records that the log is no longer on its chain; it must be unchanged. */
  public static Write.Update orphaning(StoredDocument event, long now) {
    return new Write.Update(event.path(), changed(now, true), event.updateTime());
  }

  /** The write that records that the log is on its chain after all; it must be unchanged. */
  public static Write.Update restoring(StoredDocument event, long now) {
    return new Write.Update(event.path(), changed(now, false), event.updateTime());
  }

  private static Fields changed(long now, boolean isDeleted) {
    return Fields.builder()
        .put("isDeleted", isDeleted)
        .put("isApplied", false)
        .put("updatedAt", now)
        .build();
  }
}
