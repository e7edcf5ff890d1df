package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.commits.Fence;
import dev.curation.commits.Retries;
import dev.curation.documents.LanePaths;
import dev.curation.money.Denom;
import dev.curation.node.BackOff;
import dev.curation.settlement.InboxEntry;
import dev.curation.settlement.InboxEntry.State;
import dev.curation.settlement.LaneRefusal;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the accrual side asks of the payout side's records. */
final class PayoutSide {
  private final Store store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;

  /**
   * @param store the payout side's database
   */
  PayoutSide(Store store, InstantSource clock, Supplier<String> ids, BackOff backOff) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
  }

  /** Under which of its names a transfer's money was credited; empty: it was not. */
  Optional<String> arrived(LaneId lane, Denom denom, List<String> names) {
    return store
        .getAll(names.stream().map(name -> LanePaths.inbox(lane, denom, name)).toList())
        .stream()
        .flatMap(Optional::stream)
        .filter(document -> InboxDocument.decode(document).state() == State.CREDITED)
        .map(document -> document.path().id())
        .findFirst();
  }

  /** Whether a batch has arrived, or is passed over. */
  boolean hasWeights(LaneId lane, Denom denom, long seq) {
    return store.get(LanePaths.weights(lane, denom, seq)).isPresent();
  }

  /**
   * Records, for all names of a transfer at once, that its money will never be credited (3.3).
   *
   * @throws dev.curation.settlement.LaneRefusedException {@code ALREADY_DELIVERED} if it has
   *     arrived under one of them
   */
  void bury(LaneId lane, Denom denom, List<String> names) {
    Retries.of(backOff)
        .run(
            () -> {
              tryToBury(lane, denom, names);
              return true;
            });
  }

  private void tryToBury(LaneId lane, Denom denom, List<String> names) {
    List<Optional<StoredDocument>> read =
        store.getAll(names.stream().map(name -> LanePaths.inbox(lane, denom, name)).toList());
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      InboxEntry before = read.get(i).map(InboxDocument::decode).orElse(null);
      InboxEntry after = InboxEntry.bury(before, names.get(i));
      if (before == null) {
        writes.add(
            new Write.Create(
                LanePaths.inbox(lane, denom, names.get(i)),
                InboxDocument.encode(after, clock.millis())));
      }
    }
    if (!writes.isEmpty()) {
      store.commit(writes);
    }
  }

  /**
   * Marks a batch cancelled, so that its number is passed over (3.4).
   *
   * @throws dev.curation.settlement.LaneRefusedException {@code ALREADY_SETTLED}
   */
  void cancel(LaneId lane, Denom denom, long seq) {
    Retries.of(backOff)
        .run(
            () -> {
              tryToCancel(lane, denom, seq);
              return true;
            });
  }

  private void tryToCancel(LaneId lane, Denom denom, long seq) {
    List<Optional<StoredDocument>> read =
        store.getAll(List.of(LanePaths.weights(lane, denom, seq), LanePaths.payout(lane, denom)));
    Optional<WeightsDocument> weights = read.get(0).map(WeightsDocument::decode);
    requireNotSettled(weights, seq);
    if (weights.isPresent() && weights.get().state() == WeightsDocument.State.CANCELLED) {
      return;
    }
    long now = clock.millis();
    WeightsDocument cancelled =
        weights.map(WeightsDocument::cancelled).orElseGet(() -> WeightsDocument.neverSeen(seq));
    Fence fence =
        new Fence(
            store,
            LanePaths.payout(lane, denom),
            read.get(1).map(StoredDocument::updateTime).orElse(null),
            ids);
    var unused =
        fence.commit(
            List.of(
                Writes.replacing(
                    read.get(0), LanePaths.weights(lane, denom, seq), cancelled.encode(now))),
            PayoutDocument.decode(read.get(1)).closing(seq).encode(now));
  }

  /**
   * @throws dev.curation.settlement.LaneRefusedException {@code ALREADY_SETTLED}
   */
  void requireNotSettled(LaneId lane, Denom denom, long seq) {
    requireNotSettled(
        store.get(LanePaths.weights(lane, denom, seq)).map(WeightsDocument::decode), seq);
  }

  private static void requireNotSettled(Optional<WeightsDocument> weights, long seq) {
    if (weights.isPresent() && weights.get().state() == WeightsDocument.State.SETTLED) {
      throw LaneRefusal.ALREADY_SETTLED.of("seq", seq);
    }
  }
}
