package dev.curation.recompute;

import dev.curation.books.ResultDocuments;
import dev.curation.chain.CollectionId;
import dev.curation.curation.BlockEvents;
import dev.curation.curation.Booking;
import dev.curation.curation.CuratorBook;
import dev.curation.curation.Rules;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.EventId;
import dev.curation.ledger.LedgerEvent;
import dev.curation.money.Votes;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One collection's whole history, hour by hour, from nothing but what its blocks count: the rules
 * of {@code curation}, and none of the aggregation's own code.
 */
final class Fold {
  /** A block says so once its period includes it, and here every block has its period. */
  private static final Fields INCLUDED = Fields.builder().put("isAggregated", true).build();

  /** Hears what comes out, oldest first, each block before its period. */
  interface Listener {
    /**
     * @param events how many count or are taken back
     * @param book after the block
     */
    void block(BlockHour hour, int events, Fields document, CuratorBook book);

    /**
     * @param book after the last block of the week
     */
    void period(Week week, Fields document, CuratorBook book);
  }

  private final ResultDocuments documents;
  private final Listener listener;

  /** Of removals that took less than they asked for when they counted last: what they took. */
  private final Map<EventId, Votes> taken = new HashMap<>();

  private CuratorBook book = CuratorBook.EMPTY;

  private Fold(CollectionId collection, Listener listener) {
    this.documents = new ResultDocuments(collection);
    this.listener = listener;
  }

  /**
   * Computes all blocks and periods.
   *
   * @param counts in any order; equal ones count once
   * @return the book after the last block
   * @throws InvalidValueException if two different events have one id, or a sum exceeds its range
   */
  static CuratorBook run(CollectionId collection, Iterable<Counted> counts, Listener listener) {
    return new Fold(collection, listener).walk(ordered(counts));
  }

  private static List<Counted> ordered(Iterable<Counted> counts) {
    Map<EventId, LedgerEvent> events = new HashMap<>();
    Set<Counted> seen = new HashSet<>();
    List<Counted> once = new ArrayList<>();
    for (Counted count : counts) {
      LedgerEvent event = count.event();
      LedgerEvent other = events.putIfAbsent(event.id(), event);
      if (other != null && !other.equals(event)) {
        throw new InvalidValueException(
            "id", event.id(), "is that of two events of " + count.collection());
      }
      if (seen.add(count)) {
        once.add(count);
      }
    }
    once.sort(Counted.ORDER);
    return once;
  }

  private CuratorBook walk(List<Counted> counts) {
    int next = 0;
    while (next < counts.size()) {
      BlockHour hour = counts.get(next).hour();
      int from = next;
      while (next < counts.size() && counts.get(next).hour().equals(hour)) {
        next++;
      }
      endPeriod(hour.week());
      block(hour, counts.subList(from, next));
    }
    endPeriod(null);
    return book;
  }

  private void block(BlockHour hour, List<Counted> counts) {
    BlockEvents.Outcome outcome =
        BlockEvents.apply(book, hour, counts.stream().map(this::booking).toList());
    CuratorBook after = book.after(outcome.changes());
    for (Counted count : counts) {
      if (!count.isReversal()) {
        taken.remove(count.event().id());
      }
    }
    taken.putAll(outcome.clamped());
    Fields block =
        documents
            .block(book, outcome.changes(), after, outcome.dropped(), Rules.CURRENT)
            .with(INCLUDED);
    book = after;
    listener.block(hour, counts.size(), block, book);
  }

  private Booking booking(Counted count) {
    return count.isReversal()
        ? Booking.reversalOf(count.event(), taken.get(count.event().id()))
        : Booking.of(count.event());
  }

  /**
   * @param next the week of the next block; null: there is none
   */
  private void endPeriod(@Nullable Week next) {
    BlockHour newest = book.newest();
    if (newest != null && !newest.week().equals(next)) {
      Week week = Objects.requireNonNull(newest).week();
      // Whether its users are written is no result: it follows from the setting.
      Fields period = documents.period(week, book, false).without("usersWritten");
      listener.period(week, period, book);
    }
  }
}
