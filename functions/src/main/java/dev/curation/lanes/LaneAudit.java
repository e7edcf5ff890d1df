package dev.curation.lanes;

import dev.curation.audit.AuditProgress;
import dev.curation.audit.Difference;
import dev.curation.audit.Findings;
import dev.curation.chain.LaneId;
import dev.curation.documents.LanePaths;
import dev.curation.documents.Paths;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Denom;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads both sides of a lane and proves its invariants, or names what is off (specs/settlement.md,
 * 6). Writes nothing. The accrual side is computed again from the collection's books and the
 * recorded acts, the payout side from the accrual side's batches and the inbox.
 */
public final class LaneAudit {
  /** Functions that are at work may be done a moment later. */
  private static final int ATTEMPTS = 3;

  private final Store accrual;
  private final Store payout;
  private final int mostDifferences;

  /**
   * @param accrual the accrual side's database
   * @param payout the payout side's; may be the same
   * @param mostDifferences how many differences a report lists
   */
  public LaneAudit(Store accrual, Store payout, int mostDifferences) {
    this.accrual = accrual;
    this.payout = payout;
    this.mostDifferences = mostDifferences;
  }

  /**
   * Audits one lane.
   *
   * @throws InvalidValueException if it is on neither side
   */
  public LaneReport run(LaneId lane, AuditProgress progress) {
    if (accrual.get(Paths.lane(lane)).isEmpty() && payout.get(Paths.payoutLane(lane)).isEmpty()) {
      throw new InvalidValueException("lane", lane, "is on neither side");
    }
    LaneReport report = attempt(lane, progress);
    for (int i = 1; i < ATTEMPTS && report.notAudited() != null; i++) {
      report = attempt(lane, progress);
    }
    return report;
  }

  private LaneReport attempt(LaneId lane, AuditProgress progress) {
    Findings findings = new Findings(mostDifferences);
    progress.begins("lane " + lane, -1);
    LaneReading accruing = new LaneReading(accrual, findings, progress);
    LaneReading paying = new LaneReading(payout, findings, progress);
    SortedSet<Denom> denoms = denoms(lane, accruing, paying);
    SortedMap<String, Instant> before = marks(lane, denoms);
    Optional<StoredDocument> laneDocument = accruing.get(Paths.lane(lane));
    if (laneDocument.isEmpty()) {
      findings.missing(Paths.lane(lane));
    }
    paying
        .get(Paths.payoutLane(lane))
        .ifPresentOrElse(
            document -> paying.decode(document, found -> PayoutLane.decode(lane, found)),
            () -> findings.missing(Paths.payoutLane(lane)));
    LaneHistory history = LaneHistory.read(lane, accruing, paying);
    List<LaneReport.OfDenom> audited = new ArrayList<>();
    for (Denom denom : denoms) {
      audited.add(
          new DenomAudit(lane, denom, accruing, paying, history, mostDifferences)
              .run(laneDocument));
    }
    progress.ends();
    return before.equals(marks(lane, denoms))
        ? new LaneReport(
            lane.toString(), audited, findings.compared(), findings.count(), findings.first(), null)
        : LaneReport.notAudited(
            lane.toString(), "it went on while it was read: audit it again when it rests");
  }

  private static SortedSet<Denom> denoms(LaneId lane, LaneReading accrual, LaneReading payout) {
    TreeSet<Denom> denoms = new TreeSet<>();
    denoms.add(LaneAdvance.DENOM);
    accrual.pages(
        Paths.lane(lane),
        LanePaths.ACCRUAL,
        LaneReading.SMALL,
        page -> page.forEach(found -> denom(accrual, found, denoms)));
    payout.pages(
        Paths.payoutLane(lane),
        LanePaths.DENOMS,
        LaneReading.SMALL,
        page -> page.forEach(found -> denom(payout, found, denoms)));
    return denoms;
  }

  private static void denom(LaneReading reading, StoredDocument found, SortedSet<Denom> denoms) {
    try {
      Denom denom = new Denom(found.path().id());
      if (found.path().group().equals(LanePaths.ACCRUAL) && !denom.equals(LaneAdvance.DENOM)) {
        reading.findings().superfluous(found.path()); // A ledger knows no other.
      } else {
        denoms.add(denom);
      }
    } catch (InvalidValueException e) {
      reading
          .findings()
          .add(new Difference(found.path().path(), "", "a document", "no such denomination"));
    }
  }

  /** When the documents were written that every change of a lane goes through. */
  private SortedMap<String, Instant> marks(LaneId lane, SortedSet<Denom> denoms) {
    SortedMap<String, Instant> marks = new TreeMap<>();
    List<DocumentPath> accruing = new ArrayList<>(List.of(Paths.lane(lane)));
    List<DocumentPath> paying = new ArrayList<>(List.of(Paths.payoutLane(lane)));
    for (Denom denom : denoms) {
      accruing.add(LanePaths.accrual(lane, denom));
      DocumentPath sums = LanePaths.payout(lane, denom);
      paying.add(sums);
      payout
          .get(sums)
          .map(document -> document.fields().get("crediting"))
          .filter(Long.class::isInstance)
          .ifPresent(seq -> paying.add(LanePaths.settlement(lane, denom, (Long) seq)));
    }
    note(accrual, accruing, marks);
    note(payout, paying, marks);
    return marks;
  }

  private static void note(Store store, List<DocumentPath> paths, SortedMap<String, Instant> to) {
    for (Optional<StoredDocument> found : store.getAll(paths)) {
      found.ifPresent(document -> to.put(document.path().path(), document.updateTime()));
    }
  }
}
