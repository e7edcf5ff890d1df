package dev.curation.lanes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.money.Wei;
import dev.curation.settlement.Batch;
import dev.curation.settlement.InboxEntry;
import dev.curation.settlement.LaneTerms;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All that the two databases of a lane say, each sum computed anew from what it is a sum of
 * (specs/settlement.md, 6).
 */
record LaneBooks(
    AccrualDocument accrual,
    SortedMap<String, BigInteger> holdingsAtto,
    SortedMap<Long, BatchDocument> batches,
    SortedMap<String, TransferDocument> transfers,
    PayoutDocument payout,
    SortedMap<String, InboxEntry> inbox,
    SortedMap<Long, WeightsDocument> weights,
    SortedMap<Long, SettlementDocument> settlements,
    SortedMap<Long, Shares> shares,
    SortedMap<String, BigInteger> paid,
    SortedMap<String, BigInteger> uncredited,
    SortedMap<String, BigInteger> accounts) {
  private static final BigInteger Q = BigInteger.TEN.pow(36);

  /** What a settlement gives to whom, and what was forfeited. */
  record Shares(SortedMap<String, BigInteger> paid, SortedMap<String, BigInteger> forfeited) {}

  /** The documents of one database. */
  private record Found(Map<DocumentPath, Fields> all) {
    Optional<StoredDocument> one(DocumentPath path) {
      return Optional.ofNullable(all.get(path))
          .map(fields -> new StoredDocument(path, fields, Instant.EPOCH));
    }

    /** Those directly below a collection, by id. */
    <T> SortedMap<String, T> below(String collection, Function<StoredDocument, T> decode) {
      SortedMap<String, T> found = new TreeMap<>();
      for (DocumentPath path : all.keySet()) {
        if (path.parent().equals(collection)) {
          found.put(path.id(), decode.apply(one(path).orElseThrow()));
        }
      }
      return found;
    }

    SortedMap<String, BigInteger> pages(int from, int to, Function<Integer, DocumentPath> path) {
      List<String> pages = new ArrayList<>();
      for (int page = from; page < to; page++) {
        pages.add(one(path.apply(page)).orElseThrow().fields().string(PageWrites.AMOUNTS));
      }
      return CuratorPages.decodeAll("page", pages);
    }
  }

  static LaneBooks of(LaneWorld world) {
    Found here = new Found(world.accrual.database.snapshot());
    Found there = new Found(world.payoutDatabase.snapshot());
    DocumentPath accrualPath = LanePaths.accrual(LaneWorld.LANE, LaneWorld.DENOM);
    DocumentPath payoutPath = LanePaths.payout(LaneWorld.LANE, LaneWorld.DENOM);
    AccrualDocument accrual = AccrualDocument.decode(here.one(accrualPath));
    SortedMap<Long, SettlementDocument> settlements =
        numbered(
            there.below(payoutPath.collection(LanePaths.SETTLEMENTS), SettlementDocument::decode));
    SortedMap<Long, Shares> shares = new TreeMap<>();
    settlements.forEach((seq, each) -> shares.put(seq, shares(there, each)));
    return new LaneBooks(
        accrual,
        here.pages(
            0,
            accrual.pages(),
            page ->
                LanePaths.holdings(LaneWorld.LANE, LaneWorld.DENOM, accrual.generation(), page)),
        numbered(here.below(accrualPath.collection(LanePaths.BATCHES), BatchDocument::decode)),
        here.below(accrualPath.collection(LanePaths.TRANSFERS), TransferDocument::decode),
        PayoutDocument.decode(there.one(payoutPath)),
        there.below(payoutPath.collection(LanePaths.INBOX), InboxDocument::decode),
        numbered(there.below(payoutPath.collection(LanePaths.WEIGHTS), WeightsDocument::decode)),
        settlements,
        shares,
        there.below(
            payoutPath.collection(LanePaths.PAID), document -> Credits.total(document).value()),
        there.below(
            payoutPath.collection(LanePaths.UNCREDITED),
            document -> new BigInteger(document.fields().string("amountWei"))),
        there.below(
            Paths.poolAccount(LaneWorld.PAYOUT_CHAIN, Address.ZERO).parent(), LaneBooks::credit));
  }

  private static <T> SortedMap<Long, T> numbered(SortedMap<String, T> byId) {
    SortedMap<Long, T> numbered = new TreeMap<>();
    byId.forEach((id, value) -> numbered.put(Long.parseLong(id), value));
    return numbered;
  }

  private static Shares shares(Found there, SettlementDocument settlement) {
    Function<Integer, DocumentPath> path =
        page -> LanePaths.settlementShares(LaneWorld.LANE, LaneWorld.DENOM, settlement.seq(), page);
    int pages = settlement.pages();
    return new Shares(
        there.pages(0, pages, path), there.pages(pages, pages + settlement.forfeitPages(), path));
  }

  /** What an account may withdraw of what the lane is paid in, in wei. */
  private static BigInteger credit(StoredDocument account) {
    Fields credits = account.fields().map("creditQ");
    return credits.has(LaneWorld.TOKEN.name())
        ? new BigInteger(credits.string(LaneWorld.TOKEN.name())).divide(Q)
        : BigInteger.ZERO;
  }

  /** The weights of a batch, as the accrual side keeps them. */
  static Batch batch(LaneWorld world, BatchDocument batch) {
    List<DocumentPath> paths = new ArrayList<>();
    for (int page = 0; page < batch.pages(); page++) {
      paths.add(LanePaths.batchWeights(LaneWorld.LANE, LaneWorld.DENOM, batch.seq(), page));
    }
    return batch.batch(Holdings.pages(world.accrual.process(), paths));
  }

  /** Sent, not refunded, and not arrived: a tombstone is no arrival. */
  Wei inFlight() {
    BigInteger sum = BigInteger.ZERO;
    for (TransferDocument transfer : transfers.values()) {
      InboxEntry there = inbox.get(transfer.id());
      boolean hasArrived = there != null && there.state() != InboxEntry.State.TOMBSTONE;
      if (transfer.state() != TransferDocument.State.REFUNDED && !hasArrived) {
        sum = sum.add(transfer.amount().value());
      }
    }
    return Wei.of(sum);
  }

  /** Arrived, and not sent by the accrual side, or refunded. */
  Wei external() {
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<String, InboxEntry> each : inbox.entrySet()) {
      TransferDocument transfer = transfers.get(each.getKey());
      if (transfer == null || transfer.state() == TransferDocument.State.REFUNDED) {
        sum = sum.add(each.getValue().amount().value());
      }
    }
    return Wei.of(sum);
  }

  /** Invariants A to E, and each sum that a document keeps against what it is a sum of. */
  LaneBooks check() {
    LaneTerms terms = LaneTerms.of(accrual.book(), payout.book(), inFlight(), external()).check();
    assertEquals(accrual.book().holdingAtto(), sum(holdingsAtto), "held");
    checkBatches();
    assertEquals(sum(InboxEntry.State.CREDITED), terms.received().value(), "received");
    assertEquals(sum(InboxEntry.State.QUARANTINED), terms.quarantine().value(), "quarantine");
    checkSettlements();
    return this;
  }

  private void checkBatches() {
    BigInteger batched = BigInteger.ZERO;
    BigInteger outbox = BigInteger.ZERO;
    for (BatchDocument batch : batches.values()) {
      outbox = outbox.add(batch.outbox().value());
      if (batch.state() != BatchDocument.State.CANCELLED) {
        batched = batched.add(batch.totalTokens().value());
      }
    }
    assertEquals(accrual.book().batched().value(), batched, "batched");
    assertEquals(accrual.book().outbox().value(), outbox, "outbox");
    assertEquals(
        accrual.book().inFlight().value(), sum(TransferDocument.State.IN_FLIGHT), "in flight");
    assertEquals(
        accrual.book().delivered().value(), sum(TransferDocument.State.DELIVERED), "delivered");
  }

  /** D, and that every share is with its curator, put aside, or still to be credited. */
  private void checkSettlements() {
    SortedMap<String, BigInteger> given = new TreeMap<>(paid);
    uncredited.forEach((id, wei) -> given.merge(id.split("_", -1)[1], wei, BigInteger::add));
    SortedMap<String, BigInteger> owed = new TreeMap<>();
    for (SettlementDocument each : settlements.values()) {
      Shares parts = java.util.Objects.requireNonNull(shares.get(each.seq()));
      assertEquals(each.paid().value(), sum(parts.paid()), "paid by " + each);
      assertEquals(
          each.tokens().plus(each.excessBefore()), each.paid().plus(each.excessAfter()), "D");
      assertEquals(each.excessAfter(), each.forfeited().plus(each.rounding()), "excess of " + each);
      assertEquals(each.forfeited().value(), sum(parts.forfeited()), "forfeited by " + each);
      int curators = java.util.Objects.requireNonNull(batches.get(each.seq())).curators();
      assertTrue(
          each.rounding().value().compareTo(BigInteger.valueOf(curators)) < 0, "rounding " + each);
      int at = 0;
      for (Map.Entry<String, BigInteger> share : parts.paid().entrySet()) {
        owed.merge(share.getKey(), share.getValue(), BigInteger::add);
        if (at++ >= each.credited()) {
          given.merge(share.getKey(), share.getValue(), BigInteger::add);
        }
      }
    }
    assertEquals(owed, given, "every share once");
    assertEquals(payout.book().paid().value(), sum(owed), "paid");
    accounts.values().removeIf(wei -> wei.signum() == 0);
    assertEquals(paid, accounts, "credited in the pool");
  }

  private BigInteger sum(TransferDocument.State state) {
    return transfers.values().stream()
        .filter(transfer -> transfer.state() == state)
        .map(transfer -> transfer.amount().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private BigInteger sum(InboxEntry.State state) {
    return inbox.values().stream()
        .filter(entry -> entry.state() == state)
        .map(entry -> entry.amount().value())
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  static BigInteger sum(Map<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
