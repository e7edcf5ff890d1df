package dev.curation.audit;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.Ledger;
import dev.curation.money.ConservationException;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt to audit one collection. */
final class CollectionAudit {
  private static final List<String> AT_WORK = List.of("recomputeFrom", "periodsFrom", "writing");

  private final CollectionId collection;
  private final Reading reading;
  private final Findings findings;
  private final AuditProgress progress;
  private final InstantSource clock;

  CollectionAudit(
      CollectionId collection,
      Store store,
      InstantSource clock,
      int mostDifferences,
      AuditProgress progress) {
    this.collection = collection;
    this.reading = new Reading(store, clock);
    this.findings = new Findings(mostDifferences);
    this.progress = progress;
    this.clock = clock;
  }

  /** Reports with a reason where an aggregation was at work meanwhile. */
  AuditReport run() {
    Instant begun = clock.instant();
    Optional<StoredDocument> before = reading.get(Paths.aggregation(collection));
    if (before.isPresent() && AT_WORK.stream().anyMatch(before.get().fields()::has)) {
      return AuditReport.notAudited(
          collection.toString(),
          "its aggregation has begun and not ended: the results are half new and half old");
    }
    Marks marks = readLedger(sealedUntil(before));
    compare(marks, sealedUntil(before));
    Optional<StoredDocument> after = reading.get(Paths.aggregation(collection));
    if (!time(before).equals(time(after))) {
      return AuditReport.notAudited(
          collection.toString(), "it was aggregated while it was read: audit it again");
    }
    Duration all = Duration.between(begun, clock.instant());
    return new AuditReport(
        collection.toString(),
        marks.count(),
        marks.pending(),
        marks.changed(),
        findings.compared(),
        findings.count(),
        findings.first(),
        null,
        reading.waited().toMillis(),
        all.minus(reading.waited()).toMillis());
  }

  private static Optional<Instant> time(Optional<StoredDocument> document) {
    return document.map(StoredDocument::updateTime);
  }

  private static BlockHour sealedUntil(Optional<StoredDocument> aggregation) {
    return aggregation
        .map(
            document ->
                MalformedDocumentException.decode(
                    document, fields -> new BlockHour(fields.integer("sealedUntil"))))
        .orElse(new BlockHour(0));
  }

  private Marks readLedger(BlockHour sealedUntil) {
    Marks marks = new Marks(sealedUntil, findings);
    progress.begins("ledger", -1);
    reading.each(
        after -> Queries.page(collection, Paths.LEDGER, after, Reading.PAGE),
        page -> {
          page.forEach(document -> add(marks, document));
          progress.advances(page.size());
        });
    progress.ends();
    return marks;
  }

  private void add(Marks marks, StoredDocument document) {
    findings.checked();
    try {
      marks.add(document, Ledger.entry(document));
    } catch (MalformedDocumentException e) {
      malformed(document, e.getCause());
    }
  }

  private void malformed(StoredDocument document, @Nullable Throwable cause) {
    String path = document.path().path();
    Fields fields = document.fields();
    if (cause instanceof InvalidValueException invalid) {
      Object value = fields.get(invalid.field());
      findings.add(new Difference(path, invalid.field(), String.valueOf(value), invalid.reason()));
    } else {
      findings.add(new Difference(path, "", "a document that cannot be read", "an event"));
    }
  }

  private void compare(Marks marks, BlockHour sealedUntil) {
    History history;
    try {
      history = History.of(marks.events());
    } catch (InvalidValueException | ConservationException e) {
      String ledger = Paths.metadata(collection).collection(Paths.LEDGER);
      findings.add(
          new Difference(ledger, "", "events that add up", String.valueOf(e.getMessage())));
      return;
    }
    marks.checkVotesTaken(history);
    ResultAudit results =
        new ResultAudit(collection, history, sealedUntil, reading, findings, progress);
    results.run();
    new SummaryAudit(collection, history, results, sealedUntil, reading, findings)
        .run(marks.curators());
  }
}
