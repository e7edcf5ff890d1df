package dev.curation.lanes;

import dev.curation.audit.Difference;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.settlement.Batch;
import dev.curation.settlement.PayoutBook;
import dev.curation.settlement.Settlement;
import dev.curation.settlement.Settlement.Settled;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoredDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Computes the settlements of a lane again, one after the other, each from its batch's weights and
 * the excess that the one before has left. Who was there when a batch was settled only the
 * settlement says; what each gets follows.
 */
final class SettlementAudit {
  private static final int MOST_PAGES = 1_000;

  private final LaneId lane;
  private final Denom denom;
  private final LaneReading reading;
  private final LaneHistory history;
  private final PageAudit pages;
  private final PaidAudit paid;
  private final TreeSet<DocumentPath> known = new TreeSet<>();
  private final @Nullable Long crediting;
  private PayoutBook book = PayoutBook.EMPTY;
  private long lastSettled;
  private long count;

  /**
   * @param crediting the settlement whose shares are not all credited yet, as the payout's document
   *     says
   */
  SettlementAudit(
      LaneId lane,
      Denom denom,
      LaneReading reading,
      LaneHistory history,
      @Nullable Long crediting) {
    this.lane = lane;
    this.denom = denom;
    this.reading = reading;
    this.history = history;
    this.crediting = crediting;
    this.pages = new PageAudit(reading);
    this.paid = new PaidAudit(lane, denom, reading);
    excess(0);
  }

  /** A number that is stepped over. */
  void pass(long seq) {
    book = book.withPassed(seq);
    excess(seq);
  }

  void settle(Batch batch) {
    long seq = batch.seq();
    DocumentPath path = LanePaths.settlement(lane, denom, seq);
    known.add(path);
    Optional<StoredDocument> stored = reading.get(path);
    if (stored.isEmpty()) {
      reading.findings().missing(path);
    }
    SortedMap<DocumentPath, StoredDocument> shares = pages.below(path, LanePaths.SHARES);
    Set<String> forfeited =
        stored
            .flatMap(document -> reading.decode(document, SettlementDocument::decode))
            .map(document -> forfeited(batch, document, shares))
            .orElse(Set.of());
    Settled settled = settled(batch, forfeited);
    Settlement settlement = settled.settlement();
    List<String> paidTexts = Settling.pages(settlement.paid());
    List<String> texts = new ArrayList<>(paidTexts);
    texts.addAll(Settling.pages(settlement.forfeited()));
    pages.compare(
        PageAudit.named(texts, page -> LanePaths.settlementShares(lane, denom, seq, page)), shares);
    SettlementDocument expected =
        SettlementDocument.of(settlement, paidTexts.size(), texts.size() - paidTexts.size(), 0);
    int credited = stored.map(document -> credited(document, expected)).orElse(expected.shares());
    stored.ifPresent(
        document -> reading.compare(document, expected.credited(credited).encode(0), "at"));
    paid.add(settlement, credited);
    book = settled.after();
    lastSettled = seq;
    count++;
    excess(seq);
  }

  /**
   * Who was gone: whom the pages of forfeits name, or, where one is missing, whom no other does.
   */
  private Set<String> forfeited(
      Batch batch, SettlementDocument document, SortedMap<DocumentPath, StoredDocument> shares) {
    Set<String> paidTo = new TreeSet<>();
    Set<String> forfeited = new TreeSet<>();
    boolean isWhole = true;
    for (int page = 0; page < document.pages() + document.forfeitPages(); page++) {
      StoredDocument found =
          shares.get(LanePaths.settlementShares(lane, denom, document.seq(), page));
      Set<String> named = found == null ? Set.of() : curators(found);
      (page < document.pages() ? paidTo : forfeited).addAll(named);
      isWhole &= !named.isEmpty();
      if (found == null && page > MOST_PAGES) {
        break;
      }
    }
    boolean isPaidWhole = paidTo.size() == document.shares();
    if (!isWhole && isPaidWhole && document.forfeitPages() > 0) {
      forfeited.addAll(batch.weightsAtto().keySet());
      forfeited.removeAll(paidTo);
    }
    return forfeited;
  }

  /** What cannot be read is named where the pages are compared. */
  private static Set<String> curators(StoredDocument page) {
    try {
      return PageAudit.amounts(page).keySet();
    } catch (dev.curation.store.MalformedDocumentException e) {
      return Set.of();
    }
  }

  private Settled settled(Batch batch, Set<String> forfeited) {
    Wei shortfall = history.shortfall(denom, batch.seq()).min(batch.totalTokens());
    Wei tokens = batch.totalTokens().minus(shortfall);
    PayoutBook funded = book.withCredited(tokens);
    return shortfall.isZero()
        ? Settlement.of(funded, batch, curator -> !forfeited.contains(curator))
        : Settlement.ofShort(funded, batch, curator -> !forfeited.contains(curator));
  }

  /** While shares are being credited only the settlement says how far that is. */
  private int credited(StoredDocument stored, SettlementDocument expected) {
    Object credited = stored.fields().get("credited");
    boolean isUnderWay = crediting != null && crediting == expected.seq();
    return isUnderWay
            && credited instanceof Long number
            && number >= 0
            && number <= expected.shares()
        ? number.intValue()
        : expected.shares();
  }

  /** What operators released and swept behind a batch. */
  private void excess(long seq) {
    Wei released = history.released(denom, seq);
    Wei swept = history.swept(denom, seq);
    Wei there = book.excess().plus(released);
    if (swept.compareTo(there) > 0) {
      reading
          .findings()
          .add(
              new Difference(
                  LanePaths.payout(lane, denom).path(),
                  "sweptWei behind batch " + seq,
                  swept.toString(),
                  "at most " + there));
      swept = there;
    }
    book =
        new PayoutBook(
            book.received().plus(released),
            book.applied().plus(released),
            Wei.ZERO,
            there.minus(swept),
            book.swept().plus(swept),
            book.shortfall(),
            book.paid(),
            book.settledThrough());
  }

  /** Names documents of settlements that there are not, and what curators have got otherwise. */
  void finish() {
    reading.pages(
        LanePaths.payout(lane, denom),
        LanePaths.SETTLEMENTS,
        LaneReading.SMALL,
        page -> {
          for (StoredDocument document : page) {
            if (!known.contains(document.path())) {
              reading.findings().superfluous(document.path());
            }
          }
        });
    // A run that ended early may have left pages of the next settlement.
    DocumentPath draft = LanePaths.settlement(lane, denom, book.settledThrough() + 1);
    pages.strays(
        LanePaths.payout(lane, denom),
        LanePaths.SHARES,
        known,
        found -> found.path().parent().equals(draft.collection(LanePaths.SHARES)));
    paid.finish();
  }

  /** The sums as they follow; received is no more than was applied. */
  PayoutBook book() {
    return book;
  }

  /** The number of the last one; 0: there is none. */
  long lastSettled() {
    return lastSettled;
  }

  long count() {
    return count;
  }
}
