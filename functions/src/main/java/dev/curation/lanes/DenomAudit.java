package dev.curation.lanes;

import dev.curation.audit.Difference;
import dev.curation.books.Books;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.money.Denom;
import dev.curation.settlement.Batch;
import dev.curation.settlement.LaneTerms;
import dev.curation.settlement.PayoutBook;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Audits both sides of a lane in one denomination; one batch is in memory at a time. */
final class DenomAudit {
  private final LaneId lane;
  private final Denom denom;
  private final LaneReading accrual;
  private final LaneReading payout;
  private final LaneHistory history;
  private final Optional<StoredDocument> sums;
  private final Optional<StoredDocument> payoutSums;
  private final TransferAudit transfers;
  private final InboxAudit inbox;
  private final BatchAudit batches;
  private final WeightsAudit weights;
  private final SettlementAudit settlements;
  private final long settledThrough;
  private final long newestSettled;
  private long compared;

  DenomAudit(
      LaneId lane,
      Denom denom,
      LaneReading accrual,
      LaneReading payout,
      LaneHistory history,
      int mostExternals) {
    this.lane = lane;
    this.denom = denom;
    this.accrual = accrual;
    this.payout = payout;
    this.history = history;
    this.sums = accrual.get(LanePaths.accrual(lane, denom));
    this.payoutSums = payout.get(LanePaths.payout(lane, denom));
    this.transfers = new TransferAudit(lane, denom, accrual, payout).run();
    this.inbox = new InboxAudit(transfers, payout, mostExternals).run(lane, denom);
    Set<Long> cancelled =
        history.cancellings(denom).stream()
            .map(LaneHistory.Cancelling::seq)
            .collect(Collectors.toUnmodifiableSet());
    this.batches = new BatchAudit(lane, denom, accrual, transfers, cancelled);
    this.weights = new WeightsAudit(lane, denom, payout);
    this.settlements = new SettlementAudit(lane, denom, payout, history, crediting());
    this.settledThrough = LaneSums.number(of(payoutSums), "settledThrough");
    this.newestSettled = newestSettled();
  }

  private static Fields of(Optional<StoredDocument> sums) {
    return sums.map(StoredDocument::fields).orElse(Fields.EMPTY);
  }

  private @Nullable Long crediting() {
    return of(payoutSums).get("crediting") instanceof Long number ? number : null;
  }

  /** The newest number of which anything says that it is settled. */
  private long newestSettled() {
    TreeSet<Long> settled = new TreeSet<>(Set.of(0L));
    payout.pages(
        LanePaths.payout(lane, denom),
        LanePaths.SETTLEMENTS,
        LaneReading.SMALL,
        page -> page.forEach(document -> number(document).ifPresent(settled::add)));
    payout.pages(
        LanePaths.payout(lane, denom),
        LanePaths.WEIGHTS,
        LaneReading.SMALL,
        page ->
            page.stream()
                .filter(document -> "SETTLED".equals(document.fields().get("state")))
                .forEach(document -> number(document).ifPresent(settled::add)));
    SortedSet<Long> ofBatches = settled.headSet(Math.max(1, LaneSums.number(of(sums), "nextSeq")));
    return ofBatches.last();
  }

  private static Optional<Long> number(StoredDocument document) {
    String id = document.path().id();
    return id.matches("[1-9][0-9]{0,17}") ? Optional.of(Long.parseLong(id)) : Optional.empty();
  }

  /**
   * @param laneDocument the lane's own; empty: there is none
   */
  LaneReport.OfDenom run(Optional<StoredDocument> laneDocument) {
    LaneReplay.End end =
        denom.equals(LaneAdvance.DENOM) ? laneDocument.map(this::replay).orElse(null) : null;
    long nextSeq = LaneSums.number(of(sums), "nextSeq");
    if (end == null) {
      compareStored(nextSeq);
    } else {
      nextSeq = end.accrual().book().nextSeq();
    }
    batches.finish(nextSeq);
    weights.finish();
    settlements.finish();
    compareSums(end);
    if (end != null && laneDocument.isPresent()) {
      accrualAudit().compareLane(laneDocument.get(), end);
    }
    LaneTerms terms =
        TermsAudit.terms(of(sums), of(payoutSums), transfers.inFlight(), inbox.external());
    TermsAudit.check(terms, LanePaths.accrual(lane, denom), of(payoutSums), accrual.findings());
    return new LaneReport.OfDenom(
        denom.name(),
        end != null,
        end == null ? 0 : end.blocks(),
        compared,
        settlements.count(),
        TermsAudit.report(terms),
        inbox.externalCount(),
        inbox.listed());
  }

  private LaneReplay.@Nullable End replay(StoredDocument laneDocument) {
    if (history.firstHeight().isEmpty()) {
      accrual
          .findings()
          .add(
              new Difference(
                  Paths.lane(lane).collection(LanePaths.ACTS),
                  "",
                  "nothing",
                  "an act that opened the lane"));
      return null;
    }
    long last = LaneSums.number(laneDocument.fields(), "lastBlockHeight");
    try {
      return new LaneReplay(new Books(accrual.store(), lane.collection()), history, denom)
          .run(history.firstHeight().get(), last, this::compare);
    } catch (ConservationException
        | MalformedDocumentException
        | InvalidValueException
        | IllegalStateException
        | ArithmeticException e) {
      accrual
          .findings()
          .add(
              new Difference(
                  Paths.metadata(lane.collection()).collection(Paths.BOOKS),
                  "",
                  "books from which the lane cannot be computed",
                  String.valueOf(e.getMessage())));
      return null;
    }
  }

  private void compare(Batch batch) {
    compared++;
    List<String> texts = CuratorPages.encode(batch.weightsAtto());
    String hash =
        WeightsMessage.hash(
            lane,
            denom,
            batch.seq(),
            batch.height(),
            batch.totalTokens(),
            batch.totalWeightAtto(),
            texts);
    boolean isCancelled = batches.compare(batch, texts, hash);
    long through = settlements.book().settledThrough();
    boolean isInTurn = through == batch.seq() - 1;
    boolean isSettled = isInTurn && batch.seq() <= newestSettled && !isCancelled;
    weights.compare(batch, texts, hash, isSettled, isCancelled);
    if (isSettled) {
      settlements.settle(batch);
    } else if (isInTurn && isCancelled && batch.seq() <= Math.max(newestSettled, settledThrough)) {
      settlements.pass(batch.seq());
    }
  }

  /** The batches from where the replay ended, as their own pages give them. */
  private void compareStored(long nextSeq) {
    TreeSet<Long> stored = new TreeSet<>();
    accrual.pages(
        LanePaths.accrual(lane, denom),
        LanePaths.BATCHES,
        LaneReading.SMALL,
        page -> page.forEach(document -> number(document).ifPresent(stored::add)));
    stored.removeIf(seq -> seq <= compared || seq >= nextSeq);
    for (long seq : stored) {
      Optional<Batch> batch = batches.stored(seq);
      if (batch.isEmpty() || seq != compared + 1) {
        accrual.findings().missing(LanePaths.batchWeights(lane, denom, compared + 1, 0));
        return;
      }
      compare(batch.get());
    }
  }

  private AccrualAudit accrualAudit() {
    return new AccrualAudit(lane, denom, accrual, history, batches, transfers);
  }

  private void compareSums(LaneReplay.@Nullable End end) {
    if (sums.isPresent()) {
      accrualAudit().compare(sums.get(), end);
    } else if (end != null && end.blocks() > 0) {
      accrual.findings().missing(LanePaths.accrual(lane, denom));
    }
    PayoutBook book = settlements.book();
    boolean isNothing =
        inbox.credited().signum() == 0
            && inbox.quarantined().signum() == 0
            && weights.open().isEmpty()
            && book.settledThrough() == 0;
    if (payoutSums.isEmpty()) {
      if (!isNothing) {
        payout.findings().missing(LanePaths.payout(lane, denom));
      }
      return;
    }
    Long crediting = crediting();
    Fields expected =
        new PayoutDocument(
                book,
                weights.open(),
                crediting != null && crediting == settlements.lastSettled() ? crediting : null)
            .encode(0)
            .with(
                Fields.builder()
                    .put("receivedWei", inbox.credited().toString())
                    .put("quarantineWei", inbox.quarantined().toString())
                    .build());
    payout.compare(payoutSums.get(), expected);
  }
}
