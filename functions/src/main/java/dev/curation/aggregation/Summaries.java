package dev.curation.aggregation;

import dev.curation.apr.TokenPrice;
import dev.curation.apr.TokenPrices;
import dev.curation.books.Books;
import dev.curation.books.CollectionYield;
import dev.curation.books.Snippet;
import dev.curation.books.StandingsPage;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings what readers ask for most in line with the newest book, at the end of a run. */
final class Summaries {
  /** So many pages fit into the last commit, about 65 KB each. */
  private static final int MOST_LAST_PAGES = 30;

  private final Store store;
  private final CollectionId collection;
  private final Books books;
  private final TokenPrices prices;
  private final Optional<StoredDocument> stored;

  /**
   * @param prices for the yield that the snippet shows
   * @param stored the snippet as it was when the run began
   */
  Summaries(
      Store store, CollectionId collection, TokenPrices prices, Optional<StoredDocument> stored) {
    this.store = store;
    this.collection = collection;
    this.books = new Books(store, collection);
    this.prices = prices;
    this.stored = stored;
  }

  /**
   * Whether there are blocks and no summary of them.
   *
   * @param newest the newest block
   */
  boolean areMissing(@Nullable BlockHour newest) {
    return stored.isEmpty() && newest != null;
  }

  /**
   * Writes what sealing changes where no block was computed; parameters as for {@link #write}.
   *
   * @param newest the newest block
   * @param before the earliest hour that was not sealed before the run
   * @param after the same after it
   */
  List<Write> seal(
      BlockHour newest, BlockHour before, BlockHour after, ResultWriter writer, long now) {
    if (after.equals(before) || newest.week().end() <= before.start()) {
      return List.of();
    }
    if (newest.compareTo(before) >= 0) {
      return write(null, null, after, writer, now);
    }
    // All blocks were sealed before: their period is what follows.
    Fields sealed = Fields.builder().put("sealedUntil", after.start()).build();
    return stored
        .map(old -> ifChanged(old.fields().without("updatedAt").with(sealed), now))
        .orElse(List.of());
  }

  /**
   * Writes the standings.
   *
   * @param book after the newest block; null: to be read
   * @param sealed the book before {@code sealedUntil}; null: to be read
   * @return the last writes, which belong into the commit that ends the run: the seal they speak of
   *     is set with it
   */
  List<Write> write(
      @Nullable CuratorBook book,
      @Nullable CuratorBook sealed,
      BlockHour sealedUntil,
      ResultWriter writer,
      long now) {
    CuratorBook newest = book != null ? book : books.newest();
    List<Fields> pages =
        StandingsPage.encode(newest, sealedBook(newest, sealed, sealedUntil), sealedUntil);
    List<Write> standings = new ArrayList<>();
    for (int page = 0; page < pages.size(); page++) {
      standings.add(new Write.Put(Paths.standings(collection, page), pages.get(page)));
    }
    for (int page = pages.size(); page < storedPages(); page++) {
      standings.add(new Write.Delete(Paths.standings(collection, page)));
    }
    List<Write> last = new ArrayList<>();
    if (standings.size() > MOST_LAST_PAGES) {
      writer.addEach(standings);
      writer.flush();
    } else {
      last.addAll(standings);
    }
    last.addAll(snippet(newest, sealedUntil, pages.size(), now));
    return last;
  }

  private CuratorBook sealedBook(
      CuratorBook newest, @Nullable CuratorBook sealed, BlockHour sealedUntil) {
    if (sealed != null) {
      return sealed;
    }
    if (sealedUntil.start() == 0) {
      return CuratorBook.EMPTY;
    }
    BlockHour hour = newest.newest();
    boolean allIsSealed = hour == null || hour.compareTo(sealedUntil) < 0;
    return allIsSealed ? newest : books.before(sealedUntil);
  }

  private long storedPages() {
    return stored.map(snippet -> snippet.fields().integer("standingsPages")).orElse(0L);
  }

  private List<Write> snippet(CuratorBook book, BlockHour sealedUntil, int pages, long now) {
    Fields snippet =
        Snippet.of(
            collection,
            book,
            sealedUntil,
            store.query(Queries.newestBlocks(collection, 2)),
            store.query(Queries.newestPeriods(collection, 2)),
            pages);
    return ifChanged(snippet.with(trailingYield(book)), now);
  }

  /** Of the seven days that end with the newest block; none where no price is known. */
  private Fields trailingYield(CuratorBook book) {
    BlockHour newest = book.newest();
    Optional<TokenPrice> price = newest == null ? Optional.empty() : prices.latest();
    if (newest == null || price.isEmpty()) {
      return Fields.EMPTY;
    }
    BlockHour start = CollectionYield.trailingFrom(newest.end());
    return Snippet.apr(
        CollectionYield.trailing(
            newest, book.totals(), books.newestRecordBefore(start), newest.end(), price.get()));
  }

  private List<Write> ifChanged(Fields snippet, long now) {
    if (stored.map(old -> old.fields().without("updatedAt").equals(snippet)).orElse(false)) {
      return List.of();
    }
    Fields dated = snippet.with(Fields.builder().put("updatedAt", now).build());
    List<Write> writes = new ArrayList<>();
    writes.add(new Write.Put(Paths.snippet(collection), dated));
    int digit = collection.address().bytes()[19] & 0xf;
    writes.add(
        new Write.Merge(
            Paths.chainTotals(collection.chainId(), digit),
            Snippet.inChainTotals(collection, snippet)));
    return writes;
  }
}
