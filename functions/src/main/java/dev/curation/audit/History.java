package dev.curation.audit;

import dev.curation.books.BookCodec;
import dev.curation.books.Books;
import dev.curation.curation.BlockChanges;
import dev.curation.curation.BlockEvents;
import dev.curation.curation.BookTotals;
import dev.curation.curation.Booking;
import dev.curation.curation.CuratorBook;
import dev.curation.ledger.EventId;
import dev.curation.money.Votes;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * All blocks of a collection as they follow from its events, computed in one pass from the first.
 * Some of the books are kept; those between are rolled again when they are asked for.
 */
final class History {
  /** What a block comes to. */
  record Block(BlockChanges changes, Votes dropped, BookTotals totals) {
    BlockHour hour() {
      return changes.hour();
    }

    /** Whether the whole book is stored with it. */
    boolean isCheckpoint() {
      return !BookCodec.fits(changes) || totals.blocks() % Books.CHECKPOINT_BLOCKS == 0;
    }
  }

  private record Count(EventId event, BlockHour countedIn) {}

  private final List<Block> blocks = new ArrayList<>();
  private final Map<BlockHour, Integer> indexes = new HashMap<>();
  private final Map<Integer, CuratorBook> kept = new HashMap<>();
  private final Map<Count, Votes> taken = new HashMap<>();
  private int at = -1;
  private CuratorBook book = CuratorBook.EMPTY;

  private History() {}

  /**
   * @param events what each block counts
   * @throws dev.curation.errors.InvalidValueException if a sum exceeds its range
   */
  static History of(NavigableMap<BlockHour, List<CountedEvent>> events) {
    History history = new History();
    history.kept.put(-1, CuratorBook.EMPTY);
    events.forEach(history::add);
    return history;
  }

  private void add(BlockHour hour, List<CountedEvent> events) {
    BlockEvents.Outcome outcome =
        BlockEvents.apply(book, hour, events.stream().map(this::booking).toList());
    book = book.after(outcome.changes());
    at = blocks.size();
    indexes.put(hour, at);
    blocks.add(new Block(outcome.changes(), outcome.dropped(), book.totals()));
    outcome.clamped().forEach((event, votes) -> taken.put(new Count(event, hour), votes));
    if (at % Books.CHECKPOINT_BLOCKS == 0) {
      kept.put(at, book);
    }
  }

  private Booking booking(CountedEvent counted) {
    BlockHour hour = counted.reversalOf();
    return hour == null
        ? Booking.of(counted.event())
        : Booking.reversalOf(counted.event(), taken(counted.event().id(), hour));
  }

  /** What a removal really took in a block; null: all it asked for. */
  @Nullable Votes taken(EventId removal, BlockHour countedIn) {
    return taken.get(new Count(removal, countedIn));
  }

  int size() {
    return blocks.size();
  }

  /**
   * @param index from 0, the oldest
   */
  Block block(int index) {
    return blocks.get(index);
  }

  /** The index of a block; null: there is none in that hour. */
  @Nullable Integer indexOf(BlockHour hour) {
    return indexes.get(hour);
  }

  /** The number of blocks before an hour. */
  int countBefore(BlockHour hour) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) / 2;
      boolean isBefore = blocks.get(middle).hour().compareTo(hour) < 0;
      low = isBefore ? middle + 1 : low;
      high = isBefore ? high : middle;
    }
    return low;
  }

  /**
   * The book after a block: cheap in the order of the blocks.
   *
   * @param index -1: before the first
   */
  CuratorBook bookAfter(int index) {
    if (at > index || at < index - Books.CHECKPOINT_BLOCKS) {
      at = index;
      while (!kept.containsKey(at)) {
        at--;
      }
      book = kept.getOrDefault(at, CuratorBook.EMPTY);
    }
    while (at < index) {
      book = book.after(blocks.get(++at).changes());
    }
    return book;
  }
}
