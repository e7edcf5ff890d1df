package dev.curation.lanes;

import dev.curation.aggregation.LedgerFlagging;
import dev.curation.books.Books;
import dev.curation.chain.LaneId;
import dev.curation.commits.Fence;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.money.Denom;
import dev.curation.node.BackOff;
import dev.curation.pools.PaidHours;
import dev.curation.settlement.Accrual;
import dev.curation.settlement.Accrual.Transmission;
import dev.curation.settlement.Atto;
import dev.curation.settlement.Batch;
import dev.curation.settlement.LaneHeights;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a collection's sealed blocks into its lane, in the order of their hours and each once, and
 * makes batches of what curators hold (specs/settlement.md, 3.1 and 3.2). What the ledger knows is
 * native, so a lane accrues in that denomination.
 *
 * <p>All commits of a run form one chain on the accrual's document, so two runs cannot mix. Pages
 * are written before the commit that makes them count, under names that nothing refers to yet.
 */
final class LaneAdvance {
  static final Denom DENOM = Denom.NATIVE;
  private static final int ATTEMPTS = 5;

  private final Store store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final BackOff backOff;
  private final Duration budget;
  private final LedgerFlagging flagging;

  LaneAdvance(
      Store store, InstantSource clock, Supplier<String> ids, BackOff backOff, Duration budget) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.backOff = backOff;
    this.budget = budget;
    this.flagging = new LedgerFlagging(store, clock, ids);
  }

  /**
   * What a run did.
   *
   * @param blocks how many entered
   * @param batches how many were made
   * @param isUpToDate false: time was up, and the next run goes on
   */
  record Report(int blocks, int batches, boolean isUpToDate) {}

  /** What stands in the database, as this run knows it. */
  private record State(
      Lane lane,
      Instant laneTime,
      AccrualDocument accrual,
      @Nullable Instant accrualTime,
      Accrual held) {}

  /**
   * @throws StoreException if the database does not answer, or others keep changing the lane
   */
  Report run(LaneId id) {
    long deadline = clock.millis() + budget.toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(id, deadline);
      } catch (StoreException.PreconditionFailed e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        backOff.after(attempt);
      }
    }
  }

  private Report attempt(LaneId id, long deadline) {
    List<Optional<StoredDocument>> read =
        store.getAll(
            List.of(
                Paths.lane(id),
                LanePaths.accrual(id, DENOM),
                Paths.aggregation(id.collection()),
                Paths.payouts(id.collection())));
    StoredDocument laneDocument = read.get(0).orElseThrow();
    Lane lane = Lane.decode(id, laneDocument);
    AccrualDocument accrual = AccrualDocument.decode(read.get(1));
    long sealed = Books.sealedUntil(read.get(2)).map(hour -> Lane.height(hour.start())).orElse(0L);
    Long closedFrom = lane.closedFrom();
    long end = closedFrom == null ? sealed : Math.min(sealed, closedFrom);
    // What entered a lane before it was closed is transmitted in hours after that, sealed or not.
    long slots = closedFrom != null && sealed >= closedFrom ? Lane.height(clock.millis()) : sealed;
    long due = slot(lane, lane.heights(), accrual.book().holdingAtto());
    if (closedFrom == null && due >= sealed && due < Lane.height(clock.millis())) {
      // A collection that has become quiet seals no hours of itself.
      flagging.ask(id.collection());
    }
    boolean isAtEnd = end <= lane.heights().lastBlock() + 1;
    if (isAtEnd && due >= slots) {
      return new Report(0, 0, true);
    }
    LaneBlocks blocks =
        LaneBlocks.between(
            new Books(store, id.collection()),
            Lane.hour(lane.heights().lastBlock() + 1),
            Lane.hour(end));
    State state =
        new State(
            lane,
            laneDocument.updateTime(),
            accrual,
            read.get(1).map(StoredDocument::updateTime).orElse(null),
            new Accrual(accrual.book(), new TreeMap<>(new Holdings(store, id, DENOM).of(accrual))));
    // All hours that are about to enter, with the first commit: they are never reopened.
    List<Write> paid = PaidHours.writes(id.collection(), read.get(3), Lane.hour(end));
    int entered = 0;
    int batches = 0;
    while (true) {
      Walk walk = walk(state, blocks, slots);
      if (walk.heights().equals(state.lane().heights())) {
        return new Report(entered, batches, true);
      }
      state = write(state, walk, paid);
      paid = List.of();
      entered += walk.blocks();
      batches += walk.batch() == null ? 0 : 1;
      if (walk.batch() == null) {
        return new Report(entered, batches, true);
      }
      if (clock.millis() >= deadline) {
        return new Report(entered, batches, false);
      }
    }
  }

  /**
   * Blocks up to the next batch, or to the end.
   *
   * @param batch null: none was due
   */
  private record Walk(Accrual held, LaneHeights heights, int blocks, @Nullable Batch batch) {}

  private static Walk walk(State state, LaneBlocks blocks, long end) {
    Accrual held = state.held();
    LaneHeights heights = state.lane().heights();
    int entered = 0;
    while (true) {
      long next = blocks.nextHeight().orElse(end);
      long slot = slot(state.lane(), heights, held.book().holdingAtto());
      if (next == end && slot >= end) {
        return new Walk(held, heights, entered, null);
      }
      // Where no block comes when a transmission is due, an hour without events is one.
      LaneBlocks.Block block =
          slot < next
              ? new LaneBlocks.Block(slot, java.util.Map.of(), dev.curation.money.Wei.ZERO)
              : blocks.next();
      boolean isSlot = heights.isSlot(block.height(), state.lane().parameters());
      heights = heights.with(block.height(), state.lane().parameters());
      held = held.block(state.lane().parameters(), block.votes(), block.fees());
      entered++;
      if (isSlot && state.lane().parameters().transmits(DENOM)) {
        Optional<Transmission> transmission = held.transmit(block.height());
        if (transmission.isPresent()) {
          return new Walk(transmission.get().after(), heights, entered, transmission.get().batch());
        }
      }
    }
  }

  /** When a transmission is due that has something to send. */
  private static long slot(Lane lane, LaneHeights heights, BigInteger holdingAtto) {
    if (Atto.wholeWei(holdingAtto).isZero() || !lane.parameters().transmits(DENOM)) {
      return Long.MAX_VALUE;
    }
    long due = heights.lastTransmission() + lane.parameters().blocksPerTransmission();
    return Math.max(due, heights.lastBlock() + 1);
  }

  private State write(State state, Walk walk, List<Write> paid) {
    LaneId id = state.lane().id();
    long now = clock.millis();
    AccrualDocument before = state.accrual();
    List<String> held =
        walk.held().holdingsAtto().isEmpty()
            ? List.of()
            : CuratorPages.encode(walk.held().holdingsAtto());
    AccrualDocument after = before.with(walk.held().book()).withPages(held.size());
    List<String> pages = held;
    List<Write> last = new ArrayList<>();
    Batch batch = walk.batch();
    List<List<Write>> groups;
    if (batch == null) {
      groups =
          PageWrites.groups(
              pages, page -> LanePaths.holdings(id, DENOM, before.generation() + 1, page));
    } else {
      pages = CuratorPages.encode(batch.weightsAtto());
      String hash =
          WeightsMessage.hash(
              id,
              DENOM,
              batch.seq(),
              batch.height(),
              batch.totalTokens(),
              batch.totalWeightAtto(),
              pages);
      groups =
          PageWrites.groups(pages, page -> LanePaths.batchWeights(id, DENOM, batch.seq(), page));
      last.add(
          new Write.Create(
              LanePaths.batch(id, DENOM, batch.seq()),
              BatchDocument.of(batch, hash, pages.size(), now).encode(now)));
      after = after.transmitting(batch.seq(), true).sending(batch.seq(), true);
    }
    Fence fence = new Fence(store, LanePaths.accrual(id, DENOM), state.accrualTime(), ids);
    int written = 0;
    for (List<Write> group : groups.subList(0, groups.size() - 1)) {
      written += group.size();
      fence.commit(group, (batch == null ? before.withDraft(written) : before).encode(now));
    }
    last.addAll(groups.getLast());
    last.addAll(new Holdings(store, id, DENOM).removals(before, held.size()));
    last.addAll(paid);
    Lane lane = state.lane().with(walk.heights());
    last.add(
        new Write.Update(
            Paths.lane(id), lane.encode().put("updatedAt", now).build(), state.laneTime()));
    Instant time = fence.commit(last, after.encode(now));
    return new State(lane, time, after, time, walk.held());
  }
}
