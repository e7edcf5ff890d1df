package dev.curation.aggregation;

import dev.curation.books.BookRecord;
import dev.curation.books.Books;
import dev.curation.books.ResultDocuments;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Queries;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds of the results that a run is about to write, so that it writes only what
 * differs. After a run that ended, the books say it without a read. After one that did not, the
 * documents are a mixture of old and new and must be read.
 */
final class StoredResults {
  private final Store store;
  private final CollectionId collection;
  private final ResultDocuments documents;

  /** Where an interrupted run had come to; null: the last run ended. */
  private final @Nullable AggregationState interrupted;

  private final Set<Week> periodsWithUsers = new HashSet<>();

  /** The book as it was stored, rolled along with the run; null after an interrupted run. */
  private @Nullable CuratorBook old;

  StoredResults(
      Store store,
      CollectionId collection,
      AggregationState state,
      CuratorBook before,
      BlockHour from) {
    this.store = store;
    this.collection = collection;
    this.documents = new ResultDocuments(collection);
    this.interrupted = state.isInterrupted() ? state : null;
    this.old = state.isInterrupted() ? null : before;
    if (interrupted == null) {
      readPeriods(from.week());
    }
  }

  private void readPeriods(Week week) {
    for (StoredDocument period : store.query(Queries.periodsSince(collection, week))) {
      if (period.fields().flag("usersWritten")) {
        periodsWithUsers.add(new Week(period.fields().integer("timestamp")));
      }
    }
  }

  /** Takes note of a stored block that the run comes to, in order. */
  void pass(BookRecord stored, Books books) {
    if (old != null) {
      old = stored.roll(old, books);
    }
  }

  /**
   * The stored users of a block, after {@link #pass}.
   *
   * @param stored the block's record, if there is one
   */
  Map<Address, Fields> blockUsers(BlockHour hour, @Nullable BookRecord stored) {
    if (old != null) {
      return stored != null && stored.usersWritten() ? documents.blockUsers(old) : Map.of();
    }
    return mayHaveParts(hour, stored) ? read(Queries.blockUsers(collection, hour)) : Map.of();
  }

  /** How many pages of the whole book are stored with a block. */
  int pages(BlockHour hour, @Nullable BookRecord stored) {
    if (old != null) {
      return stored == null ? 0 : stored.pages();
    }
    return mayHaveParts(hour, stored) ? store.query(Queries.bookPages(collection, hour)).size() : 0;
  }

  /** The record of a block is written last and removed last. */
  private boolean mayHaveParts(BlockHour hour, @Nullable BookRecord stored) {
    return stored != null || hour.equals(Objects.requireNonNull(interrupted).writing());
  }

  /**
   * The weeks that an interrupted run may have left as they were, or torn, though all their blocks
   * are gone; none after a run that ended.
   */
  Set<Week> unendedPeriods() {
    Set<Week> weeks = new TreeSet<>();
    if (interrupted != null) {
      BlockHour from = Objects.requireNonNull(interrupted.periodsFrom());
      weeks.add(from.week());
      for (StoredDocument period : store.query(Queries.periodsSince(collection, from.week()))) {
        weeks.add(new Week(period.fields().integer("timestamp")));
      }
    }
    return weeks;
  }

  /**
   * The stored users of a period, once all its stored blocks were passed. Where no note says that
   * they are written, a killed sealing may have left some: it changes no block, so nothing else
   * tells of it.
   */
  Map<Address, Fields> periodUsers(Week week) {
    if (old != null && periodsWithUsers.contains(week)) {
      BlockHour newest = old.newest();
      if (newest != null && newest.week().equals(week)) {
        return documents.periodUsers(old);
      }
    }
    return read(Queries.periodUsers(collection, week));
  }

  private Map<Address, Fields> read(Query query) {
    Map<Address, Fields> users = new HashMap<>();
    for (StoredDocument user : store.query(query)) {
      users.put(Address.parse("userAddress", user.path().id()), user.fields().without("updatedAt"));
    }
    return users;
  }
}
