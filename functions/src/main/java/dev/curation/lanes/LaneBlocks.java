package dev.curation.lanes;

import dev.curation.books.BookRecord;
import dev.curation.books.Books;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A collection's sealed blocks as a lane takes them: what each shared out, and by which votes. What
 * a block carries over, as nobody votes or as less than a wei is left for each, stays with the
 * collection and comes with the block that shares it out.
 */
final class LaneBlocks {
  private final Books books;
  private final Deque<BookRecord> records;
  private CuratorBook book;

  private LaneBlocks(Books books, CuratorBook book, Deque<BookRecord> records) {
    this.books = books;
    this.book = book;
    this.records = records;
  }

  /**
   * A block.
   *
   * @param votes by curator, after its un-votes and votes
   * @param fees what it shared out
   */
  record Block(long height, Map<String, BigInteger> votes, Wei fees) {}

  /** Those from an hour to before another. One read where there are none. */
  static LaneBlocks between(Books books, BlockHour from, BlockHour to) {
    boolean isNone =
        books.newestRecordBefore(to).filter(newest -> newest.hour().compareTo(from) >= 0).isEmpty();
    if (isNone) {
      return new LaneBlocks(books, CuratorBook.EMPTY, new ArrayDeque<>());
    }
    Books.Opened opened = books.between(from, to);
    return new LaneBlocks(books, opened.book(), new ArrayDeque<>(opened.records()));
  }

  /** The height of the next one; empty: there are no more. */
  Optional<Long> nextHeight() {
    return Optional.ofNullable(records.peek()).map(next -> Lane.height(next.hour().start()));
  }

  /** The next one; there is one. */
  Block next() {
    BookRecord record = records.remove();
    Wei before = book.totals().distributed();
    book = record.roll(book, books);
    Map<String, BigInteger> votes = new HashMap<>();
    for (CuratorAccount account : book.accounts()) {
      if (!account.votes().isZero()) {
        votes.put(account.address().hex(), BigInteger.valueOf(account.votes().count()));
      }
    }
    return new Block(
        Lane.height(record.hour().start()), votes, book.totals().distributed().minus(before));
  }
}
