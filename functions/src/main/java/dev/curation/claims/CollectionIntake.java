package dev.curation.claims;

import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.documents.ClaimQueries;
import dev.curation.documents.Paths;
import dev.curation.merkle.TreeSources.Collected;
import dev.curation.money.Wei;
import dev.curation.pools.OwnEarnings;
import dev.curation.pools.PaidHours;
import dev.curation.store.DocumentPath;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What curators have earned for themselves in the sealed hours of a chain's collections, up to the
 * end of a period. A collection whose hours are sealed later comes into a later tree: no hour
 * counts twice, and none is left out.
 */
final class CollectionIntake {
  private static final int PAGE = 500;

  private final Store store;
  private final ClaimBook book;
  private final Moves before;
  private final List<CollectionId> open = new ArrayList<>();
  private final List<Collected> collected = new ArrayList<>();
  private final SortedMap<Address, Wei> amounts = new TreeMap<>();

  CollectionIntake(Store store, ClaimBook book, Moves before) {
    this.store = store;
    this.book = book;
    this.before = before;
  }

  /** Collections whose week of their newest block is not sealed. */
  List<CollectionId> open() {
    return List.copyOf(open);
  }

  List<Collected> collected() {
    return List.copyOf(collected);
  }

  SortedMap<Address, Wei> amounts() {
    return amounts;
  }

  /**
   * Reads what is sealed: a document of each collection of the chain, and the books of those that
   * have new blocks.
   */
  void read() {
    @Nullable DocumentPath last = null;
    while (true) {
      List<StoredDocument> page = store.query(ClaimQueries.collections(book.chain(), last, PAGE));
      page.forEach(this::read);
      if (page.size() < PAGE) {
        return;
      }
      last = page.getLast().path();
    }
  }

  private void read(StoredDocument snippet) {
    CollectionId collection = CollectionId.parse(snippet.path().id());
    BlockHour from = before.until(collection.address(), new BlockHour(book.from().start()));
    Long newest = snippet.fields().optionalInteger("newestBlockStart");
    if (newest == null || newest < from.start()) {
      return;
    }
    Optional<BlockHour> due = weekEndOfNewestBlock(collection, new BlockHour(book.next().end()));
    if (due.isEmpty() || due.get().compareTo(from) <= 0) {
      return;
    }
    BlockHour sealed = sealedUntil(collection);
    boolean isOpen = sealed.compareTo(due.get()) < 0;
    if (isOpen) {
      open.add(collection);
    }
    BlockHour until = isOpen ? sealed : due.get();
    if (from.compareTo(until) < 0 && isReserved(collection, until)) {
      collect(collection, from, until);
    }
  }

  /**
   * Up to where hours come in: sealing always gets there, even if nothing happens any more, and it
   * does not depend on how much further it is when somebody asks.
   */
  private Optional<BlockHour> weekEndOfNewestBlock(CollectionId collection, BlockHour end) {
    return new Books(store, collection)
        .newestRecordBefore(end)
        .map(record -> new BlockHour(record.hour().week().end()));
  }

  private BlockHour sealedUntil(CollectionId collection) {
    return Books.sealedUntil(store.get(Paths.aggregation(collection))).orElse(new BlockHour(0));
  }

  /** Sees to it that the hours are never reopened; they may have been just before. */
  private boolean isReserved(CollectionId collection, BlockHour until) {
    List<Write> writes = PaidHours.writes(collection, store.get(Paths.payouts(collection)), until);
    if (!writes.isEmpty()) {
      var unused = store.commit(writes);
    }
    return sealedUntil(collection).compareTo(until) >= 0;
  }

  private void collect(CollectionId collection, BlockHour from, BlockHour until) {
    OwnEarnings earned = OwnEarnings.of(store, collection, from, until);
    if (earned.own().isEmpty()) {
      return;
    }
    String hash = CountedFacts.hash(store, collection, from, until);
    collected.add(new Collected(collection.address(), from, until, earned.total(), hash));
    Income.add(amounts, earned.own());
  }
}
