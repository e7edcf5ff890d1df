package dev.curation.lanes;

import dev.curation.chain.LaneId;
import dev.curation.commits.Acts;
import dev.curation.commits.Fence;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.Accrual;
import dev.curation.settlement.LaneRefusal;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Takes a batch back of which all wei are home (specs/settlement.md, 3.4): first nothing of it can
 * be sent any more, then the payout side passes over its number, then the curators hold their parts
 * again. One that was interrupted goes on where it was.
 */
final class BatchCancelling {
  private final Store store;
  private final PayoutSide payouts;
  private final InstantSource clock;
  private final Supplier<String> ids;

  BatchCancelling(Store store, PayoutSide payouts, InstantSource clock, Supplier<String> ids) {
    this.store = store;
    this.payouts = payouts;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * @return what is recorded
   * @throws LaneRefusedException {@code UNKNOWN_BATCH}, {@code ALREADY_SETTLED}, {@code
   *     TOKENS_NOT_HOME}
   */
  Map<String, String> cancel(LaneId id, Denom denom, long seq, Acts.Recording act) {
    stop(id, denom, seq);
    try {
      payouts.cancel(id, denom, seq);
    } catch (LaneRefusedException e) {
      goOn(id, denom, seq);
      throw e;
    }
    return takeBack(id, denom, seq, act);
  }

  private record Read(
      Optional<StoredDocument> accrualDocument,
      AccrualDocument accrual,
      BatchDocument batch,
      Lane lane) {}

  private Read read(LaneId id, Denom denom, long seq) {
    List<Optional<StoredDocument>> read =
        store.getAll(
            List.of(LanePaths.accrual(id, denom), LanePaths.batch(id, denom, seq), Paths.lane(id)));
    return new Read(
        read.get(0),
        AccrualDocument.decode(read.get(0)),
        BatchDocument.decode(
            read.get(1).orElseThrow(() -> LaneRefusal.UNKNOWN_BATCH.of("seq", seq))),
        Lane.decode(id, read.get(2).orElseThrow()));
  }

  private void stop(LaneId id, Denom denom, long seq) {
    Read read = read(id, denom, seq);
    BatchDocument batch = read.batch();
    if (batch.state() != BatchDocument.State.OPEN) {
      return;
    }
    payouts.requireNotSettled(id, denom, seq);
    Accrual.requireHome(seq, batch.totalTokens(), batch.outbox());
    turn(id, denom, read, BatchDocument.State.CANCELLING);
  }

  /** The pot had enough for it meanwhile, from elsewhere: its own wei are sent after all. */
  private void goOn(LaneId id, Denom denom, long seq) {
    Read read = read(id, denom, seq);
    if (read.batch().state() == BatchDocument.State.CANCELLING) {
      turn(id, denom, read, BatchDocument.State.OPEN);
    }
  }

  private void turn(LaneId id, Denom denom, Read read, BatchDocument.State state) {
    BatchDocument after = read.batch().with(state);
    long now = clock.millis();
    var unused =
        fence(id, denom, read)
            .commit(
                List.of(new Write.Put(LanePaths.batch(id, denom, after.seq()), after.encode(now))),
                read.accrual().sending(after.seq(), state == BatchDocument.State.OPEN).encode(now));
  }

  private Fence fence(LaneId id, Denom denom, Read read) {
    return new Fence(
        store,
        LanePaths.accrual(id, denom),
        read.accrualDocument().map(StoredDocument::updateTime).orElse(null),
        ids);
  }

  private Map<String, String> takeBack(LaneId id, Denom denom, long seq, Acts.Recording act) {
    Read read = read(id, denom, seq);
    BatchDocument batch = read.batch();
    if (batch.state() == BatchDocument.State.CANCELLED) {
      return Map.of(LaneActs.SEQ, Long.toString(seq));
    }
    List<DocumentPath> weights = new ArrayList<>();
    for (int page = 0; page < batch.pages(); page++) {
      weights.add(LanePaths.batchWeights(id, denom, seq, page));
    }
    Holdings holdings = new Holdings(store, id, denom);
    Accrual held = new Accrual(read.accrual().book(), new TreeMap<>(holdings.of(read.accrual())));
    Wei outbox = batch.outbox();
    Accrual after = held.cancel(batch.batch(Holdings.pages(store, weights)), outbox);
    List<String> pages = CuratorPages.encode(after.holdingsAtto());
    long generation = read.accrual().generation() + 1;
    List<List<Write>> groups =
        PageWrites.groups(pages, page -> LanePaths.holdings(id, denom, generation, page));
    long now = clock.millis();
    Fence fence = fence(id, denom, read);
    int written = 0;
    for (List<Write> group : groups.subList(0, groups.size() - 1)) {
      written += group.size();
      fence.commit(group, read.accrual().withDraft(written).encode(now));
    }
    List<Write> last = new ArrayList<>(groups.getLast());
    last.addAll(holdings.removals(read.accrual(), pages.size()));
    last.add(
        new Write.Put(
            LanePaths.batch(id, denom, seq),
            batch.with(BatchDocument.State.CANCELLED).encode(now)));
    Map<String, String> result =
        LaneActs.cancelled(denom, seq, outbox, read.lane().heights().lastBlock());
    last.addAll(act.of(result));
    var unused =
        fence.commit(last, read.accrual().with(after.book()).withPages(pages.size()).encode(now));
    return result;
  }
}
