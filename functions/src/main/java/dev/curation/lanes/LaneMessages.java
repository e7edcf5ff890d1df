package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.commits.Fence;
import dev.curation.commits.Retries;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.messaging.Message;
import dev.curation.messaging.MessageChannel;
import dev.curation.money.Denom;
import dev.curation.node.BackOff;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Publishes what the accrual side has decided to send. A message is marked as published after it
 * was: one whose mark is lost goes out again, and the other side knows it.
 */
final class LaneMessages {
  /** Pages are read and published in parts, so that no batch has to fit the memory. */
  private static final int PAGES = 20;

  private final Store store;
  private final MessageChannel channel;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  LaneMessages(
      Store store,
      MessageChannel channel,
      InstantSource clock,
      Supplier<String> ids,
      BackOff backOff) {
    this.store = store;
    this.channel = channel;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /**
   * Publishes all that waits.
   *
   * @return how many messages went out
   */
  int publish(LaneId lane, Denom denom) {
    AccrualDocument accrual = AccrualDocument.decode(store.get(LanePaths.accrual(lane, denom)));
    int published = 0;
    for (long seq : accrual.toTransmit()) {
      published += weights(lane, denom, seq);
      mark(lane, denom, document -> document.transmitting(seq, false));
    }
    for (String transferId : accrual.toAnnounce()) {
      published += tokens(lane, denom, transferId);
      mark(lane, denom, document -> document.announcing(transferId, false));
    }
    return published;
  }

  private int weights(LaneId lane, Denom denom, long seq) {
    BatchDocument batch =
        BatchDocument.decode(store.get(LanePaths.batch(lane, denom, seq)).orElseThrow());
    for (int from = 0; from < batch.pages(); from += PAGES) {
      List<DocumentPath> paths = new ArrayList<>();
      for (int page = from; page < Math.min(batch.pages(), from + PAGES); page++) {
        paths.add(LanePaths.batchWeights(lane, denom, seq, page));
      }
      List<String> pages = Holdings.pages(store, paths);
      List<Message> messages = new ArrayList<>();
      for (int i = 0; i < pages.size(); i++) {
        messages.add(
            Message.of(WeightsMessage.of(lane, denom, batch, from + i, pages.get(i)).encode()));
      }
      channel.publish(LaneChannels.WEIGHTS, messages);
    }
    return batch.pages();
  }

  private int tokens(LaneId lane, Denom denom, String transferId) {
    List<Optional<StoredDocument>> read =
        store.getAll(List.of(Paths.lane(lane), LanePaths.transfer(lane, denom, transferId)));
    TransferDocument transfer = TransferDocument.decode(read.get(1).orElseThrow());
    if (transfer.state() != TransferDocument.State.IN_FLIGHT) {
      return 0;
    }
    TokensMessage message =
        new TokensMessage(
            lane,
            denom,
            transferId,
            transfer.amount(),
            Lane.decode(lane, read.get(0).orElseThrow()).sender());
    channel.publish(LaneChannels.TOKENS, List.of(Message.of(message.encode())));
    return 1;
  }

  private void mark(LaneId lane, Denom denom, UnaryOperator<AccrualDocument> change) {
    var unused =
        Retries.of(backOff)
            .run(
                () -> {
                  Optional<StoredDocument> read = store.get(LanePaths.accrual(lane, denom));
                  Fence fence =
                      new Fence(
                          store,
                          LanePaths.accrual(lane, denom),
                          read.map(StoredDocument::updateTime).orElse(null),
                          ids);
                  AccrualDocument after = change.apply(AccrualDocument.decode(read));
                  return fence.commit(List.of(), after.encode(clock.millis()));
                });
  }
}
