package dev.curation.pools;

import dev.curation.books.BookRecord;
import dev.curation.books.Books;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the curators of a collection have earned for themselves in some hours: all shares but those
 * of operators, which came into the pool, and those of hours that go through a lane.
 *
 * @param own by curator; none of 0
 * @param gone sum of the shares that went elsewhere
 */
public record OwnEarnings(SortedMap<Address, Wei> own, Wei gone) {

  /** Books of a collection, asked for in the order of their hours. */
  public interface BooksBefore {
    CuratorBook before(BlockHour hour);
  }

  /**
   * By the stored books: reads one checkpoint, at most 23 records, and those of the hours.
   *
   * @param to the first hour behind them; all of them are sealed
   * @throws ConservationException if the shares are not what the books' totals say, or one is
   *     negative
   */
  public static OwnEarnings of(Store store, CollectionId collection, BlockHour from, BlockHour to) {
    return of(store, new StoredBooks(new Books(store, collection), from, to), collection, from, to);
  }

  /**
   * By other books.
   *
   * @throws ConservationException if the shares are not what the books' totals say, or one is
   *     negative
   */
  public static OwnEarnings of(
      Store store, BooksBefore books, CollectionId collection, BlockHour from, BlockHour to) {
    Terms terms = Terms.decode(store.get(Paths.poolTerms(collection.chainId())));
    List<LaneHours> lane = LaneHours.of(store.get(Paths.payouts(collection))).stream().toList();
    Sum sum = new Sum(collection, terms, lane);
    CuratorBook begin = books.before(from);
    CuratorBook book = begin;
    BlockHour start = from;
    for (BlockHour end : boundaries(terms, lane, from, to)) {
      CuratorBook before = book;
      book = books.before(end);
      sum.add(before, book, start);
      start = end;
    }
    return sum.checked(begin, book);
  }

  /** The stored books of some hours, rolled from record to record. */
  private static final class StoredBooks implements BooksBefore {
    private final Books books;
    private final Iterator<BookRecord> records;
    private CuratorBook book;
    private @Nullable BookRecord next;

    private StoredBooks(Books books, BlockHour from, BlockHour to) {
      Books.Opened opened = books.between(from, to);
      this.books = books;
      this.book = opened.book();
      this.records = opened.records().iterator();
      this.next = records.hasNext() ? records.next() : null;
    }

    @Override
    public CuratorBook before(BlockHour hour) {
      while (next != null && next.hour().compareTo(hour) < 0) {
        book = next.roll(book, books);
        next = records.hasNext() ? records.next() : null;
      }
      return book;
    }
  }

  /** The ends of the pieces in which the same people are operators, and a lane is there or not. */
  private static SortedSet<BlockHour> boundaries(
      Terms terms, List<LaneHours> lane, BlockHour from, BlockHour to) {
    SortedSet<BlockHour> ends = new TreeSet<>();
    for (Term term : terms.all()) {
      ends.add(term.since());
      ends.add(term.endBefore(to));
    }
    for (LaneHours hours : lane) {
      ends.add(hours.from());
      ends.add(hours.endBefore(to));
    }
    SortedSet<BlockHour> inside = new TreeSet<>(ends.subSet(from, to));
    inside.remove(from);
    inside.add(to);
    return inside;
  }

  /** What was seen so far. */
  private static final class Sum {
    private final CollectionId collection;
    private final Terms terms;
    private final List<LaneHours> lane;
    private final SortedMap<Address, Wei> own = new TreeMap<>();
    private Wei gone = Wei.ZERO;

    private Sum(CollectionId collection, Terms terms, List<LaneHours> lane) {
      this.collection = collection;
      this.terms = terms;
      this.lane = lane;
    }

    /** Adds the shares of a piece, which begins with an hour. */
    private void add(CuratorBook before, CuratorBook after, BlockHour piece) {
      boolean isLane = lane.stream().anyMatch(hours -> hours.has(piece));
      Set<Address> operators = new HashSet<>();
      for (Term term : terms.all()) {
        if (term.since().compareTo(piece) <= 0
            && (term.until() == null || piece.compareTo(term.until()) < 0)) {
          operators.add(term.operator());
        }
      }
      for (CuratorAccount account : after.accounts()) {
        Wei share = share(account, before.account(account.address()));
        if (isLane || operators.contains(account.address())) {
          gone = gone.plus(share);
        } else if (!share.isZero()) {
          own.merge(account.address(), share, Wei::plus);
        }
      }
    }

    private Wei share(CuratorAccount after, @Nullable CuratorAccount before) {
      Wei earlier = before == null ? Wei.ZERO : before.totalAccrued();
      if (after.totalAccrued().compareTo(earlier) < 0) {
        throw new ConservationException(
            "the total of "
                + after.address()
                + " in "
                + collection
                + " falls from "
                + earlier
                + " to "
                + after.totalAccrued());
      }
      return after.totalAccrued().minus(earlier);
    }

    private OwnEarnings checked(CuratorBook begin, CuratorBook end) {
      Wei all = own.values().stream().reduce(gone, Wei::plus);
      Wei due = end.totals().distributed().minus(begin.totals().distributed());
      if (!Objects.equals(all, due)) {
        throw new ConservationException(
            "the shares of " + collection + " come to " + all + ", but its books gave " + due);
      }
      return new OwnEarnings(own, gone);
    }
  }

  /** Sum of what people earned for themselves. */
  public Wei total() {
    return own.values().stream().reduce(Wei.ZERO, Wei::plus);
  }
}
