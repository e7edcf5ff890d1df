package dev.curation.audit;

import dev.curation.books.Snippet;
import dev.curation.books.StandingsPage;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what readers ask for most: standings, the snippet, the collection's part of its chain's
 * totals, and the entries of who ever voted.
 */
final class SummaryAudit {
  private static final int AT_ONCE = 500;

  /** What a snippet holds beside these follows from the price of the token: display only. */
  private static final String DISPLAY = "apr";

  private final CollectionId collection;
  private final History history;
  private final ResultAudit results;
  private final BlockHour sealedUntil;
  private final Reading reading;
  private final Findings findings;
  private final CuratorBook book;

  SummaryAudit(
      CollectionId collection,
      History history,
      ResultAudit results,
      BlockHour sealedUntil,
      Reading reading,
      Findings findings) {
    this.collection = collection;
    this.history = history;
    this.results = results;
    this.sealedUntil = sealedUntil;
    this.reading = reading;
    this.findings = findings;
    this.book = history.bookAfter(history.size() - 1);
  }

  void run(Collection<Address> curators) {
    compareSnippet(compareStandings());
    compareCurators(curators);
  }

  /** Returns the number of pages that should be. */
  private int compareStandings() {
    Map<String, StoredDocument> stored = new HashMap<>();
    reading.each(
        after -> Queries.page(collection, Paths.STANDINGS, after, Reading.PAGE_OF_LARGE),
        page -> page.forEach(document -> stored.put(document.path().id(), document)));
    StoredDocument first = stored.get("0");
    BlockHour seal = sealedIn(first == null ? null : first.fields(), isOfStandings());
    CuratorBook sealedBook = history.bookAfter(history.countBefore(sealedUntil) - 1);
    List<Fields> pages = StandingsPage.encode(book, sealedBook, seal);
    for (int page = 0; page < pages.size(); page++) {
      StoredDocument found = stored.remove(Integer.toString(page));
      compare(Paths.standings(collection, page), pages.get(page), found);
    }
    stored.values().forEach(document -> findings.superfluous(document.path()));
    return pages.size();
  }

  private void compare(DocumentPath path, Fields expected, @Nullable StoredDocument stored) {
    if (stored == null) {
      findings.missing(path);
    } else {
      findings.compare(path, expected, stored.fields());
    }
  }

  private interface Acceptable {
    boolean accepts(BlockHour seal);
  }

  /** Once all blocks are sealed, the standings are not written for a seal that changes nothing. */
  private Acceptable isOfStandings() {
    BlockHour newest = book.newest();
    return seal -> newest != null && newest.compareTo(seal) < 0;
  }

  /** The snippet tells of periods, so it follows until the newest is sealed. */
  private Acceptable isOfSnippet() {
    BlockHour newest = book.newest();
    return seal -> newest == null || newest.week().end() <= seal.start();
  }

  /**
   * How far a document should say that the collection is sealed: as far as it is, or less where
   * that makes no difference.
   */
  private BlockHour sealedIn(@Nullable Fields stored, Acceptable rule) {
    if (stored != null
        && stored.get("sealedUntil") instanceof Long until
        && until >= 0
        && until % BlockHour.MILLIS == 0
        && until < sealedUntil.start()
        && rule.accepts(new BlockHour(until))) {
      return new BlockHour(until);
    }
    return sealedUntil;
  }

  private void compareSnippet(int pages) {
    Optional<StoredDocument> stored = reading.get(Paths.snippet(collection));
    Optional<StoredDocument> totals = reading.get(totalsPath());
    String address = collection.address().hex();
    Object part = totals.map(document -> document.fields().get(address)).orElse(null);
    if (stored.isEmpty() && part == null && book.newest() == null) {
      return; // Nothing ever counted.
    }
    BlockHour seal = sealedIn(stored.map(StoredDocument::fields).orElse(null), isOfSnippet());
    Fields expected = Snippet.of(collection, book, seal, newestBlocks(), newestPeriods(), pages);
    if (stored.isEmpty()) {
      findings.missing(Paths.snippet(collection));
    } else {
      findings.compare(Paths.snippet(collection), expected, withoutDisplay(stored.get().fields()));
    }
    if (part == null) {
      findings.add(new Difference(totalsPath().path(), address, "nothing", "an entry"));
    } else {
      Fields found = Fields.builder().put(address, part).build();
      findings.compare(totalsPath(), Snippet.inChainTotals(collection, expected), found);
    }
  }

  private DocumentPath totalsPath() {
    int digit = collection.address().bytes()[Address.BYTES - 1] & 0xf;
    return Paths.chainTotals(collection.chainId(), digit);
  }

  private static Fields withoutDisplay(Fields snippet) {
    Fields rest = snippet;
    for (String name : snippet.values().keySet()) {
      rest = name.startsWith(DISPLAY) ? rest.without(name) : rest;
    }
    return rest;
  }

  private List<StoredDocument> newestBlocks() {
    List<StoredDocument> blocks = new ArrayList<>();
    for (int i = history.size() - 1; i >= 0 && blocks.size() < 2; i--) {
      blocks.add(computed(Paths.block(collection, history.block(i).hour()), results.block(i)));
    }
    return blocks;
  }

  private List<StoredDocument> newestPeriods() {
    return results.newestPeriods(2).stream()
        .map(
            last ->
                computed(
                    Paths.period(collection, history.block(last).hour().week()),
                    results.period(last)))
        .toList();
  }

  private static StoredDocument computed(DocumentPath path, Fields fields) {
    return new StoredDocument(path, fields, Instant.EPOCH);
  }

  private void compareCurators(Collection<Address> curators) {
    List<DocumentPath> paths = curators.stream().map(Paths::curator).toList();
    for (int from = 0; from < paths.size(); from += AT_ONCE) {
      List<DocumentPath> some = paths.subList(from, Math.min(paths.size(), from + AT_ONCE));
      List<Optional<StoredDocument>> found = reading.getAll(some);
      for (int i = 0; i < some.size(); i++) {
        DocumentPath path = some.get(i);
        Object entry =
            found.get(i).map(doc -> doc.fields().get(collection.toString())).orElse(null);
        findings.checked();
        findings.require(path, collection.toString(), entry, true);
      }
    }
  }
}
