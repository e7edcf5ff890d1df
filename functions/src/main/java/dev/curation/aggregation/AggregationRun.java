package dev.curation.aggregation;

import dev.curation.books.BookRecord;
import dev.curation.books.Books;
import dev.curation.chain.CollectionId;
import dev.curation.curation.BlockEvents;
import dev.curation.curation.CuratorBook;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.money.Votes;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One delivery's work on one collection: walks from the first hour whose results may have changed
 * to the newest, block by block and period by period, and writes what differs. The order of the
 * writes makes it resumable at every commit; docs/architecture.md says why.
 */
final class AggregationRun {
  private static final Logger LOG = Logger.getLogger(AggregationRun.class.getName());

  private final AggregationSettings settings;
  private final CollectionId collection;
  private final Books books;
  private final Ledger ledger;
  private final EventPlan plan;
  private final ResultWriter writer;
  private final BlockHour sealing;
  private final long now;

  private final TreeSet<BlockHour> hours = new TreeSet<>();
  private final Map<BlockHour, BookRecord> records = new HashMap<>();
  private final StoredResults stored;
  private final BlockWriter blocks;

  /** Blocks from here on are new in their periods; null: none are. */
  private final @Nullable BlockHour periodsFrom;

  private final List<BlockHour> newInPeriod = new ArrayList<>();
  private final @Nullable BlockHour newestStored;
  private CuratorBook book;

  /** The book before {@link #sealing}, once the walk has come there; null: it began behind. */
  private @Nullable CuratorBook sealedBook;

  private Votes dropped = Votes.ZERO;
  private int blocksWithDrops;

  /**
   * @param sealing the earliest hour that is not sealed once the work is done
   * @param from the hour to walk from, not later than the plan's
   * @param now milliseconds, for {@code updatedAt}
   */
  AggregationRun(
      Store store,
      CollectionId collection,
      AggregationSettings settings,
      EventPlan plan,
      ResultWriter writer,
      BlockHour sealing,
      BlockHour from,
      long now) {
    this.settings = settings;
    this.collection = collection;
    this.books = new Books(store, collection);
    this.ledger = new Ledger(store, collection);
    this.plan = plan;
    this.writer = writer;
    this.sealing = sealing;
    this.now = now;
    AggregationState state = writer.state();
    Books.Opened opened = books.openBefore(from);
    this.book = opened.book();
    noteSealedBook();
    this.stored = new StoredResults(store, collection, state, book, from);
    this.blocks = new BlockWriter(collection, writer, stored, now);
    opened.records().forEach(entry -> records.put(entry.hour(), entry));
    hours.addAll(records.keySet());
    this.newestStored = hours.isEmpty() ? book.newest() : hours.last();
    hours.addAll(plan.bookings().keySet());
    this.periodsFrom = earliest(state.periodsFrom(), plan.from());
    if (!walksToTheEnd()) {
      hours.removeIf(hour -> hour.week().end() > sealing.start());
    }
  }

  static @Nullable BlockHour earliest(@Nullable BlockHour one, @Nullable BlockHour other) {
    if (one == null || other == null) {
      return one != null ? one : other;
    }
    return one.compareTo(other) <= 0 ? one : other;
  }

  /**
   * Does the work, or as much of it as one delivery may.
   *
   * @return whether everything that was planned is written
   */
  boolean run() {
    boolean done = walk();
    if (blocksWithDrops > 0) {
      // One for all blocks: in some ledgers nearly each has such a removal.
      LOG.log(
          Level.WARNING,
          "{0}: in {1} blocks, removals asked for {2} votes more than were held",
          new Object[] {collection, blocksWithDrops, dropped});
    }
    return done;
  }

  private boolean walk() {
    if (plan.from() != null) {
      clearTorn(plan.from());
      begin(plan.from());
    }
    writer.addEach(plan.marks(ledger, plan.loose(), Map.of(), now));
    // Only what the walk writes is counted: it moves the cursor, so the next run starts later.
    long before = writer.total();
    while (!hours.isEmpty()) {
      BlockHour hour = hours.removeFirst();
      if (plan.isBeyondHorizon(hour)) {
        break;
      }
      visit(hour);
      if (hours.isEmpty() || !hours.first().week().equals(hour.week())) {
        endPeriod(hour.week());
      }
      if (!hours.isEmpty() && writer.total() - before >= settings.maxWrites()) {
        writer.flush();
        return false;
      }
    }
    writer.flush();
    return plan.horizon() == null;
  }

  private void noteSealedBook() {
    BlockHour newest = book.newest();
    if (newest == null || newest.compareTo(sealing) < 0) {
      sealedBook = book;
    }
  }

  /** The book after the newest block; null where the walk did not come to it. */
  @Nullable CuratorBook book() {
    return walksToTheEnd() ? book : null;
  }

  /** The book before the earliest hour that is not sealed; null where the walk did not pass it. */
  @Nullable CuratorBook sealedBook() {
    return walksToTheEnd() ? sealedBook : null;
  }

  /** The newest block after the run; null: there is none. */
  @Nullable BlockHour newest() {
    return walksToTheEnd() ? book.newest() : newestStored;
  }

  /** Otherwise only periods that are being sealed want something. */
  private boolean walksToTheEnd() {
    return periodsFrom != null;
  }

  /**
   * Removes what an interrupted run has left of blocks and periods that this one has no reason to
   * visit any more, or not before it moves the cursor that tells of them.
   */
  private void clearTorn(BlockHour stale) {
    BlockHour torn = writer.state().writing();
    if (torn != null && !records.containsKey(torn) && !torn.equals(hours.ceiling(stale))) {
      blocks.deleteBlock(torn, null);
      writer.move(AggregationState::cleared);
    }
    Set<Week> visited = hours.stream().map(BlockHour::week).collect(Collectors.toSet());
    for (Week week : stored.unendedPeriods()) {
      if (!visited.contains(week)) {
        storePeriod(week);
      }
    }
    writer.flush();
  }

  private void begin(BlockHour stale) {
    BlockHour periods = Objects.requireNonNull(periodsFrom);
    writer.move(state -> state.begun(stale, periods));
  }

  private void visit(BlockHour hour) {
    BookRecord stored = records.get(hour);
    if (stored != null) {
      this.stored.pass(stored, books);
    }
    if (plan.from() == null || hour.compareTo(plan.from()) < 0) {
      book = Objects.requireNonNull(stored).roll(book, books);
    } else {
      recompute(hour, stored);
    }
    noteSealedBook();
    boolean exists = hour.equals(book.newest());
    if (exists && periodsFrom != null && hour.compareTo(periodsFrom) >= 0) {
      newInPeriod.add(hour);
    }
  }

  private void recompute(BlockHour hour, @Nullable BookRecord record) {
    writer.move(state -> state.writing(hour));
    List<LedgerEntry> entries = plan.entries().getOrDefault(hour, List.of());
    if (plan.bookings().containsKey(hour)) {
      BlockEvents.Outcome outcome =
          BlockEvents.apply(book, hour, Objects.requireNonNull(plan.bookings().get(hour)));
      CuratorBook after = book.after(outcome.changes());
      if (!outcome.dropped().isZero()) {
        blocksWithDrops++;
        dropped = dropped.plusAtMost(outcome.dropped());
      }
      writer.addEach(plan.marks(ledger, entries, outcome.clamped(), now));
      boolean withUsers = settings.userDocuments().ofBlock(hour, sealing);
      blocks.writeBlock(book, outcome, after, withUsers, record);
      book = after;
    } else {
      blocks.deleteBlock(hour, record);
    }
    writer.move(state -> state.written(hour));
  }

  private void endPeriod(Week week) {
    storePeriod(week);
    newInPeriod.clear();
    if (periodsFrom != null) {
      BlockHour next = hours.isEmpty() ? new BlockHour(week.end()) : hours.first();
      writer.move(state -> state.periodsWrittenUntil(next));
    }
  }

  private void storePeriod(Week week) {
    BlockHour newest = book.newest();
    if (newest != null && newest.week().equals(week)) {
      boolean withUsers = settings.userDocuments().ofPeriod(week, sealing);
      blocks.writePeriod(week, book, withUsers, newInPeriod);
    } else {
      blocks.deletePeriod(week);
    }
  }
}
