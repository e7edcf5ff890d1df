package dev.curation.lanes;

import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Compares pages of amounts by curator, and finds those that nothing refers to. */
final class PageAudit {
  private final LaneReading reading;

  PageAudit(LaneReading reading) {
    this.reading = reading;
  }

  static SortedMap<DocumentPath, String> named(List<String> pages, IntFunction<DocumentPath> path) {
    SortedMap<DocumentPath, String> named = new TreeMap<>();
    for (int page = 0; page < pages.size(); page++) {
      named.put(path.apply(page), pages.get(page));
    }
    return named;
  }

  /** What lies below a document in collections of one name. */
  SortedMap<DocumentPath, StoredDocument> below(DocumentPath parent, String kind) {
    SortedMap<DocumentPath, StoredDocument> found = new TreeMap<>();
    reading.between(kind, parent, Paths.behind(parent), page -> found.put(page.path(), page));
    return found;
  }

  /**
   * Names every page, and in it every curator, that is not as it should be.
   *
   * @param expected pages by their paths
   */
  void compare(Map<DocumentPath, String> expected, SortedMap<DocumentPath, StoredDocument> stored) {
    SortedMap<DocumentPath, StoredDocument> rest = new TreeMap<>(stored);
    expected.forEach(
        (path, page) -> {
          StoredDocument found = rest.remove(path);
          if (found == null) {
            reading.findings().missing(path);
          } else if (page.equals(found.fields().get(PageWrites.AMOUNTS))) {
            reading.compare(found, found.fields().without(""));
          } else {
            reading
                .decode(found, PageAudit::amounts)
                .ifPresent(amounts -> compare(found.path(), page, amounts));
          }
        });
    rest.keySet().forEach(reading.findings()::superfluous);
  }

  private void compare(DocumentPath path, String page, SortedMap<String, BigInteger> stored) {
    reading
        .findings()
        .compare(path, fields(CuratorPages.decode(PageWrites.AMOUNTS, page)), fields(stored));
  }

  private static Fields fields(SortedMap<String, BigInteger> amounts) {
    Fields.Builder texts = Fields.builder();
    amounts.forEach((curator, amount) -> texts.put(curator, amount.toString()));
    return Fields.builder().put(PageWrites.AMOUNTS, texts.build()).build();
  }

  static SortedMap<String, BigInteger> amounts(StoredDocument page) {
    return dev.curation.store.MalformedDocumentException.decode(
        page, fields -> CuratorPages.decode(PageWrites.AMOUNTS, fields.string(PageWrites.AMOUNTS)));
  }

  /** All amounts of a batch's or a settlement's pages that can be read; the others are named. */
  SortedMap<String, BigInteger> all(Iterable<StoredDocument> pages) {
    SortedMap<String, BigInteger> all = new TreeMap<>();
    for (StoredDocument page : pages) {
      reading.decode(page, PageAudit::amounts).ifPresent(amounts -> all.putAll(amounts));
    }
    return all;
  }

  /**
   * Names what lies below a document, but below none of some others.
   *
   * @param known documents that were looked below
   * @param isAllowed what may lie there
   */
  void strays(
      DocumentPath root,
      String kind,
      SortedSet<DocumentPath> known,
      Predicate<StoredDocument> isAllowed) {
    DocumentPath after = root;
    for (DocumentPath each : known) {
      strays(kind, after, each, isAllowed);
      after = Paths.behind(each);
    }
    strays(kind, after, Paths.behind(root), isAllowed);
  }

  private void strays(
      String kind, DocumentPath after, DocumentPath before, Predicate<StoredDocument> isAllowed) {
    reading.between(
        kind,
        after,
        before,
        found -> {
          if (!isAllowed.test(found)) {
            reading.findings().superfluous(found.path());
          }
        });
  }
}
