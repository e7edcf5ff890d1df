package dev.curation.staking;

import dev.curation.chain.ChainLog;
import dev.curation.decoding.StakingEvent;
import dev.curation.decoding.StakingEvent.Delegated;
import dev.curation.decoding.StakingEvent.DelegationLost;
import dev.curation.decoding.StakingEvent.DelegationReceived;
import dev.curation.decoding.StakingEvent.DurationChanged;
import dev.curation.decoding.StakingEvent.RageQuit;
import dev.curation.decoding.StakingEvent.Staked;
import dev.curation.decoding.StakingEvent.UnStaked;
import dev.curation.decoding.StakingEvent.Undelegated;
import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts of staking contracts: one document per log and user whom it concerns, created once,
 * then only marked. Whoever listens to the chain writes them; {@link StakeBook} takes account of
 * those whose {@code isApplied} is false.
 */
public final class StakingLedger {
  static final String OPERATOR = "operatorAddress";
  static final String DELEGATOR = "delegatorAddress";
  private static final String OF_OPERATOR = ":operator";

  private StakingLedger() {}

  /**
   * The writes that add what a log says: of its user under the id of the log, and of a delegation
   * also of the operator, whose stake power changes as well.
   *
   * @param log of the staking contract
   * @param event what it decodes to
   * @param now milliseconds since the epoch
   */
  public static List<Write.Create> creations(ChainLog log, StakingEvent event, long now) {
    String id = log.id().toString();
    List<Write.Create> creations = new ArrayList<>(List.of(creation(log, id, event, now)));
    event
        .ofOperator()
        .ifPresent(other -> creations.add(creation(log, id + OF_OPERATOR, other, now)));
    return creations;
  }

  private static Write.Create creation(ChainLog log, String id, StakingEvent event, long now) {
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
            .put("isJudged", false)
            .put("updatedAt", now);
    put(fields, event);
    return new Write.Create(
        Paths.stakingEvent(log.id().chain(), log.contract(), id), fields.build());
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
      case Delegated given ->
          delegation(fields, "delegated", given.votes()).put(OPERATOR, given.operator().hex());
      case Undelegated back ->
          delegation(fields, "undelegated", back.votes()).put(OPERATOR, back.operator().hex());
      case DelegationReceived got ->
          delegation(fields, "delegationReceived", got.votes())
              .put(DELEGATOR, got.delegator().hex());
      case DelegationLost lost ->
          delegation(fields, "delegationLost", lost.votes()).put(DELEGATOR, lost.delegator().hex());
    }
  }

  private static Fields.Builder delegation(
      Fields.Builder fields, String discriminator, BigInteger votes) {
    return fields.put("discriminator", discriminator).put("votes", votes.toString());
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
        .put("isJudged", false)
        .put("updatedAt", now)
        .build();
  }
}
