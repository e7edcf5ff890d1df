package dev.curation.lanes;

import dev.curation.audit.AuditProgress;
import dev.curation.audit.Difference;
import dev.curation.audit.Findings;
import dev.curation.documents.LaneQueries;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one side of a lane for an audit, page by page, and names what cannot be read. */
final class LaneReading {
  /** Documents of some hundred bytes. */
  static final int SMALL = 2_000;

  /** Documents of up to a few hundred kilobytes. */
  static final int LARGE = 20;

  /** Says nothing of what a document should hold. */
  private static final Set<String> BOOKKEEPING = Set.of("commit", "updatedAt");

  private final Store store;
  private final Findings findings;
  private final AuditProgress progress;

  LaneReading(Store store, Findings findings, AuditProgress progress) {
    this.store = store;
    this.findings = findings;
    this.progress = progress;
  }

  Store store() {
    return store;
  }

  Findings findings() {
    return findings;
  }

  Optional<StoredDocument> get(DocumentPath path) {
    Optional<StoredDocument> found = store.get(path);
    progress.advances(found.isPresent() ? 1 : 0);
    return found;
  }

  List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    progress.advances(paths.size());
    return paths.isEmpty() ? List.of() : store.getAll(paths);
  }

  /** Hands over all documents of a collection below a lane, in pages. */
  void pages(DocumentPath parent, String name, int size, Consumer<List<StoredDocument>> consumer) {
    pages(after -> LaneQueries.page(parent, name, after, size), consumer);
  }

  /** Hands over all documents of collections of one name that lie between two paths. */
  void between(
      String kind, DocumentPath after, DocumentPath before, Consumer<StoredDocument> consumer) {
    pages(
        last -> LaneQueries.below(kind, last == null ? after : last, before, LARGE),
        page -> page.forEach(consumer));
  }

  private void pages(
      Function<@Nullable DocumentPath, Query> query, Consumer<List<StoredDocument>> consumer) {
    @Nullable DocumentPath last = null;
    while (true) {
      Query next = query.apply(last);
      List<StoredDocument> page = store.query(next);
      progress.advances(page.size());
      consumer.accept(page);
      if (page.size() < next.limit()) {
        return;
      }
      last = page.getLast().path();
    }
  }

  /** What a document says; empty where it cannot be read, which is named. */
  <T> Optional<T> decode(StoredDocument document, Function<StoredDocument, T> decoder) {
    try {
      return Optional.of(decoder.apply(document));
    } catch (MalformedDocumentException e) {
      unreadable(document, e.getCause() instanceof RuntimeException cause ? cause : e);
    } catch (InvalidValueException
        | ConservationException
        | IllegalArgumentException
        | ArithmeticException e) {
      unreadable(document, e);
    }
    return Optional.empty();
  }

  private void unreadable(StoredDocument document, RuntimeException reason) {
    String path = document.path().path();
    if (reason instanceof InvalidValueException invalid) {
      findings.add(
          new Difference(path, invalid.field(), String.valueOf(invalid.value()), invalid.reason()));
    } else {
      findings.add(new Difference(path, "", "what cannot be", String.valueOf(reason.getMessage())));
    }
  }

  /**
   * Compares all fields of a document.
   *
   * @param facts fields that follow from nothing else, and must be there
   */
  void compare(StoredDocument stored, Fields expected, String... facts) {
    Fields wanted = without(expected);
    Fields found = without(stored.fields());
    for (String fact : facts) {
      findings.require(stored.path(), fact, found.has(fact) ? "something" : null, "something");
      wanted = wanted.without(fact);
      found = found.without(fact);
    }
    findings.compare(stored.path(), wanted, found);
  }

  private static Fields without(Fields fields) {
    Fields rest = fields;
    for (String name : BOOKKEEPING) {
      rest = rest.without(name);
    }
    return rest;
  }
}
