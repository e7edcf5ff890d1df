package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.documents.Paths;
import dev.curation.messaging.MessageChannel;
import dev.curation.money.Denom;
import dev.curation.node.BackOff;
import dev.curation.store.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * The accrual side at work: sealed blocks enter the lane, batches are made, their weights are
 * published and their wei sent (specs/settlement.md, 3).
 */
public final class Transmission {
  private static final Denom DENOM = LaneAdvance.DENOM;

  private final Store store;
  private final LaneAdvance advance;
  private final LaneMessages messages;
  private final LaneTransfers transfers;

  /**
   * @param store the accrual side's database
   * @param payoutStore the payout side's; may be the same
   * @param ids a new name for each commit
   * @param budget no batch is begun later in a run
   */
  public Transmission(
      Store store,
      Store payoutStore,
      MessageChannel channel,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff,
      Duration budget) {
    this.store = store;
    this.advance = new LaneAdvance(store, clock, ids, backOff, budget);
    this.messages = new LaneMessages(store, channel, clock, ids, backOff);
    this.transfers =
        new LaneTransfers(
            store, new PayoutSide(payoutStore, clock, ids, backOff), clock, ids, backOff);
  }

  /**
   * What a run did for one lane.
   *
   * @param blocks that entered
   * @param batches that were made
   * @param messages that were published
   * @param sent transfers that were begun
   * @param delivered transfers that have arrived
   * @param isUpToDate false: time was up
   */
  public record Report(
      int blocks, int batches, int messages, int sent, int delivered, boolean isUpToDate) {}

  /** The lanes that accrue here. */
  public List<LaneId> lanes() {
    return store.query(LaneQueries.lanes()).stream()
        .map(document -> LaneId.parse("lane", document.path().id()))
        .toList();
  }

  /**
   * Runs one lane.
   *
   * @throws dev.curation.store.StoreException if a database does not answer
   * @throws dev.curation.messaging.MessagingException if the messages were not taken
   */
  public Report run(LaneId lane) {
    LaneAdvance.Report advanced = advance.run(lane);
    int sent = 0;
    AccrualDocument accrual = AccrualDocument.decode(store.get(LanePaths.accrual(lane, DENOM)));
    boolean isPaused =
        Lane.decode(lane, store.get(Paths.lane(lane)).orElseThrow()).parameters().isPaused();
    if (!isPaused) {
      for (long seq : accrual.toSend()) {
        sent += transfers.sendAll(lane, DENOM, seq) ? 1 : 0;
      }
    }
    int published = messages.publish(lane, DENOM);
    int delivered = transfers.confirm(lane, DENOM);
    return new Report(
        advanced.blocks(), advanced.batches(), published, sent, delivered, advanced.isUpToDate());
  }
}
