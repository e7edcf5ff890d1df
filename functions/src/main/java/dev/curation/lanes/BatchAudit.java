package dev.curation.lanes;

import dev.curation.audit.Difference;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.Atto;
import dev.curation.settlement.Batch;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Compares the accrual side's documents of batches, one after the other. */
final class BatchAudit {
  /** Transfers that are missing, of one batch. */
  private static final int MOST_NAMED = 100;

  private final LaneId lane;
  private final Denom denom;
  private final LaneReading reading;
  private final PageAudit pages;
  private final TransferAudit transfers;
  private final Set<Long> cancelled;
  private final TreeSet<DocumentPath> known = new TreeSet<>();
  private final TreeSet<Long> toSend = new TreeSet<>();
  private BigInteger batched = BigInteger.ZERO;
  private BigInteger outbox = BigInteger.ZERO;
  private BigInteger inFlight = BigInteger.ZERO;
  private BigInteger delivered = BigInteger.ZERO;
  private long last;

  /**
   * @param cancelled numbers of those that operators took back
   */
  BatchAudit(
      LaneId lane, Denom denom, LaneReading reading, TransferAudit transfers, Set<Long> cancelled) {
    this.lane = lane;
    this.denom = denom;
    this.reading = reading;
    this.pages = new PageAudit(reading);
    this.transfers = transfers;
    this.cancelled = cancelled;
  }

  /** The batch as its pages and its height give it; empty where there is nothing of it. */
  Optional<Batch> stored(long seq) {
    DocumentPath path = LanePaths.batch(lane, denom, seq);
    SortedMap<String, BigInteger> weights =
        pages.all(pages.below(path, LanePaths.WEIGHTS).values());
    if (weights.isEmpty()) {
      return Optional.empty();
    }
    BigInteger sum = weights.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    long height =
        reading.get(path).flatMap(doc -> reading.decode(doc, BatchDocument::decode)).stream()
            .mapToLong(BatchDocument::height)
            .findFirst()
            .orElse(0);
    return Optional.of(new Batch(seq, height, Atto.wholeWei(sum), sum, weights));
  }

  /** What of a batch is where. */
  private record Sent(BigInteger outbox, BigInteger inFlight, BigInteger delivered, int attempts) {}

  /**
   * @param batch as it should be
   * @param texts its pages
   * @return whether its cancellation has begun
   */
  boolean compare(Batch batch, List<String> texts, String hash) {
    last = batch.seq();
    DocumentPath path = LanePaths.batch(lane, denom, batch.seq());
    known.add(path);
    boolean isCancelled = cancelled.contains(batch.seq());
    Sent sent = sent(path, batch, isCancelled);
    pages.compare(
        PageAudit.named(texts, page -> LanePaths.batchWeights(lane, denom, batch.seq(), page)),
        pages.below(path, LanePaths.WEIGHTS));
    Optional<StoredDocument> stored = reading.get(path);
    boolean isCancelling =
        !isCancelled
            && BatchDocument.State.CANCELLING
                .name()
                .equals(stored.map(doc -> doc.fields().get("state")).orElse(null))
            && sent.outbox().equals(batch.totalTokens().value());
    BatchDocument expected =
        new BatchDocument(
            batch.seq(),
            batch.height(),
            batch.totalTokens(),
            batch.totalWeightAtto(),
            hash,
            texts.size(),
            batch.weightsAtto().size(),
            Wei.of(sent.outbox()),
            sent.attempts(),
            isCancelled
                ? BatchDocument.State.CANCELLED
                : isCancelling ? BatchDocument.State.CANCELLING : BatchDocument.State.OPEN,
            0);
    if (stored.isEmpty()) {
      reading.findings().missing(path);
    } else {
      reading.compare(stored.get(), expected.encode(0), "createdAt");
    }
    if (!isCancelled && !isCancelling && sent.outbox().signum() > 0) {
      toSend.add(batch.seq());
    }
    return isCancelled || isCancelling;
  }

  private Sent sent(DocumentPath path, Batch batch, boolean isCancelled) {
    BigInteger flying = BigInteger.ZERO;
    BigInteger there = BigInteger.ZERO;
    List<TransferDocument> of = transfers.take(batch.seq());
    TreeSet<Integer> attempts = new TreeSet<>();
    for (TransferDocument transfer : of) {
      switch (transfer.state()) {
        case IN_FLIGHT -> flying = flying.add(transfer.amount().value());
        case DELIVERED -> there = there.add(transfer.amount().value());
        case REFUNDED -> {}
      }
      if (transfer.attempt() < 1 || !attempts.add(transfer.attempt())) {
        reading
            .findings()
            .add(
                new Difference(
                    LanePaths.transfer(lane, denom, transfer.id()).path(),
                    "attempt",
                    Integer.toString(transfer.attempt()),
                    "a number of its own"));
      }
    }
    long counted =
        reading.get(path).map(found -> LaneSums.number(found.fields(), "attempts")).orElse(0L);
    for (int attempt = 1; attempt <= Math.min(counted, of.size() + MOST_NAMED); attempt++) {
      if (!attempts.contains(attempt)) {
        String id = lane + "|" + denom + "|" + batch.seq() + "|" + attempt;
        reading.findings().missing(LanePaths.transfer(lane, denom, id));
      }
    }
    BigInteger total = isCancelled ? BigInteger.ZERO : batch.totalTokens().value();
    BigInteger left = total.subtract(flying).subtract(there);
    if (left.signum() < 0) {
      String sum = flying.add(there).toString();
      reading
          .findings()
          .add(new Difference(path.path(), "in flight + delivered", sum, "at most " + total));
    }
    batched = batched.add(total);
    outbox = outbox.add(left);
    inFlight = inFlight.add(flying);
    delivered = delivered.add(there);
    return new Sent(left.max(BigInteger.ZERO), flying, there, of.size());
  }

  /**
   * Names documents of batches that there are not.
   *
   * @param nextSeq a run that ended early may have left pages of this one
   */
  void finish(long nextSeq) {
    reading.pages(
        LanePaths.accrual(lane, denom),
        LanePaths.BATCHES,
        LaneReading.SMALL,
        page -> {
          for (StoredDocument document : page) {
            if (!known.contains(document.path())) {
              reading.findings().superfluous(document.path());
            }
          }
        });
    DocumentPath draft = LanePaths.batch(lane, denom, nextSeq);
    pages.strays(
        LanePaths.accrual(lane, denom),
        LanePaths.WEIGHTS,
        known,
        found -> found.path().parent().equals(draft.collection(LanePaths.WEIGHTS)));
    transfers.finish();
  }

  /** The last one that was compared. */
  long last() {
    return last;
  }

  BigInteger batched() {
    return batched;
  }

  BigInteger outbox() {
    return outbox;
  }

  BigInteger inFlight() {
    return inFlight;
  }

  BigInteger delivered() {
    return delivered;
  }

  /** Batches of which wei wait in the outbox. */
  TreeSet<Long> toSend() {
    return toSend;
  }
}
