package dev.curation.lanes;

import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.books.Books;
import dev.curation.money.Wei;
import dev.curation.pools.PoolWorld;
import dev.curation.settlement.DenomAccrual;
import dev.curation.settlement.InboxEntry;
import dev.curation.settlement.LaneHeights;
import dev.curation.settlement.LaneParameters;
import dev.curation.settlement.MemoryAccrual;
import dev.curation.settlement.MemoryPayout;
import dev.curation.settlement.Settlement;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A lane beside an engine in memory that is told what has taken effect in the databases, in that
 * order.
 */
class LaneOracle {
  static final List<Integer> CURATORS = List.of(1, 2, 3, 4, 5);

  final LaneWorld world = new LaneWorld();
  final MemoryAccrual accrual;
  final MemoryPayout payout;
  private Wei released = Wei.ZERO;
  String note = "";

  LaneOracle() {
    world.open(1);
    long first = Lane.decode(LaneWorld.LANE, lane()).firstHeight();
    accrual =
        new MemoryAccrual(
            new LaneParameters(1, BigInteger.ZERO, null, false), LaneHeights.before(first));
    payout = new MemoryPayout(CURATORS.stream().map(each -> person(each).hex()).toList(), null);
  }

  final dev.curation.store.StoredDocument lane() {
    return world
        .accrual
        .process()
        .get(dev.curation.documents.Paths.lane(LaneWorld.LANE))
        .orElseThrow();
  }

  /** Tells the engine what has happened in the databases since. */
  final void observe() {
    observeBlocks();
    LaneBooks books = LaneBooks.of(world);
    for (TransferDocument each : bySeqAndAttempt(books)) {
      if (accrual.of(LaneWorld.DENOM).transfers().get(each.id()) == null) {
        var unused = accrual.send(LaneWorld.DENOM, each.seq(), each.id(), each.amount());
      }
    }
    observeInbox(books);
    observeOrders(books);
    for (TransferDocument each : books.transfers().values()) {
      DenomAccrual.Transfer known = accrual.of(LaneWorld.DENOM).transfers().get(each.id());
      if (each.state() == TransferDocument.State.REFUNDED
          && java.util.Objects.requireNonNull(known).state()
              != DenomAccrual.Transfer.State.REFUNDED) {
        var unused = accrual.refund(LaneWorld.DENOM, each.id(), payout);
      }
      if (each.state() == TransferDocument.State.DELIVERED) {
        accrual.confirm(LaneWorld.DENOM, each.id());
      }
    }
    for (BatchDocument each : books.batches().values()) {
      if (each.state() == BatchDocument.State.CANCELLED) {
        var unused = accrual.cancelBatch(LaneWorld.DENOM, each.seq(), payout);
      }
    }
  }

  private static List<TransferDocument> bySeqAndAttempt(LaneBooks books) {
    return books.transfers().values().stream()
        .sorted(
            java.util.Comparator.comparingLong(TransferDocument::seq)
                .thenComparingInt(TransferDocument::attempt))
        .toList();
  }

  private void observeBlocks() {
    LaneHeights there = Lane.decode(LaneWorld.LANE, lane()).heights();
    long from = accrual.heights().lastBlock() + 1;
    if (there.lastBlock() < from) {
      return;
    }
    LaneBlocks blocks =
        LaneBlocks.between(
            new Books(world.accrual.process(), PoolWorld.COLLECTION),
            Lane.hour(from),
            Lane.hour(there.lastBlock() + 1));
    for (long height = from; height <= there.lastBlock(); height++) {
      boolean isNext = blocks.nextHeight().orElse(-1L) == height;
      boolean isDue =
          accrual.heights().isSlot(height, accrual.parameters())
              && accrual.parameters().transmits(LaneWorld.DENOM)
              && !accrual.of(LaneWorld.DENOM).accrual().sendable().isZero();
      if (isNext) {
        LaneBlocks.Block block = blocks.next();
        var unusedSent =
            accrual.block(height, block.votes(), Map.of(LaneWorld.DENOM, block.fees()));
      } else if (isDue) {
        var unusedSent = accrual.block(height, Map.of(), Map.of(LaneWorld.DENOM, Wei.ZERO));
      }
    }
    assertEquals(there, accrual.heights());
  }

  private void observeInbox(LaneBooks books) {
    for (Map.Entry<String, InboxEntry> each : books.inbox().entrySet()) {
      InboxEntry known = payout.of(LaneWorld.DENOM).inbox().get(each.getKey());
      InboxEntry entry = each.getValue();
      if (entry.equals(known)) {
        continue;
      }
      if (entry.state() == InboxEntry.State.TOMBSTONE) {
        payout.tombstone(LaneWorld.DENOM, each.getKey());
      } else {
        boolean isRegistered = known != null || entry.state() == InboxEntry.State.CREDITED;
        var unused = payout.receive(LaneWorld.DENOM, each.getKey(), entry.amount(), isRegistered);
      }
    }
    for (WeightsDocument each : books.weights().values()) {
      boolean isKnown = payout.of(LaneWorld.DENOM).weights().containsKey(each.seq());
      if (each.contentHash() != null && !isKnown) {
        BatchDocument batch = java.util.Objects.requireNonNull(books.batches().get(each.seq()));
        var unused = payout.receive(LaneWorld.DENOM, LaneBooks.batch(world, batch));
      }
      boolean isCancelled = payout.of(LaneWorld.DENOM).cancelled().contains(each.seq());
      if (each.state() == WeightsDocument.State.CANCELLED && !isCancelled) {
        var unused = payout.cancel(LaneWorld.DENOM, each.seq());
      }
    }
  }

  private void observeOrders(LaneBooks books) {
    if (!books.payout().book().shortfall().equals(payout.of(LaneWorld.DENOM).book().shortfall())) {
      long head = payout.of(LaneWorld.DENOM).book().settledThrough() + 1;
      var unused = payout.settleShort(LaneWorld.DENOM, head);
    }
    BigInteger settled = BigInteger.ZERO;
    for (SettlementDocument each : books.settlements().values()) {
      settled = settled.add(each.tokens().value());
    }
    Wei now = books.payout().book().applied().minus(Wei.of(settled));
    if (!now.equals(released)) {
      Wei unused = payout.releaseSurplus(LaneWorld.DENOM, now.minus(released));
      released = now;
    }
  }

  /** Both databases are where the engine is, but for settlements that are still to come. */
  final void check() {
    observe();
    LaneBooks books = LaneBooks.of(world).check();
    DenomAccrual here = accrual.of(LaneWorld.DENOM);
    assertEquals(here.accrual().book(), books.accrual().book(), note);
    assertEquals(here.accrual().holdingsAtto(), books.holdingsAtto(), note);
    for (BatchDocument each : books.batches().values()) {
      assertEquals(
          java.util.Objects.requireNonNull(here.batches().get(each.seq())).outbox(),
          each.outbox(),
          note);
    }
    var there = payout.of(LaneWorld.DENOM);
    assertEquals(there.book().received(), books.payout().book().received(), note);
    assertEquals(there.book().quarantine(), books.payout().book().quarantine(), note);
    assertTrue(books.payout().book().settledThrough() <= there.book().settledThrough(), note);
    if (books.payout().book().settledThrough() == there.book().settledThrough()) {
      assertEquals(there.book(), books.payout().book(), note);
    }
    for (Settlement each : there.settlements()) {
      LaneBooks.Shares shares = books.shares().get(each.seq());
      if (shares != null) {
        assertEquals(wei(each.paid()), shares.paid(), note);
        assertEquals(wei(each.forfeited()), shares.forfeited(), note);
      }
    }
  }

  static Map<String, BigInteger> wei(Map<String, Wei> amounts) {
    Map<String, BigInteger> wei = new TreeMap<>();
    amounts.forEach((curator, amount) -> wei.put(curator, amount.value()));
    return wei;
  }
}
