package dev.curation.export;

import dev.curation.books.BookCodec;
import dev.curation.books.BookRecord;
import dev.curation.books.Books;
import dev.curation.chain.CollectionId;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Walks over the blocks of a range, some at a time, with one book in memory. */
final class ExportRun {
  /** Blocks read at once, with their events. */
  private static final int BLOCKS = 50;

  private final Store store;
  private final CollectionId collection;
  private final Export.Hours hours;
  private final Format format;
  private final Path folder;
  private final LongConsumer progress;
  private final Books books;
  private final CountedEvents events;
  private final CuratorBook first;
  private final Map<Table, RowFile> files = new EnumMap<>(Table.class);
  private final MessageDigest ledgerHash = Hashes.sha256();
  private final SortedSet<Integer> versions = new TreeSet<>();
  private CuratorBook book;
  private long counts;
  private long periods;

  /**
   * @param before the book before the range
   */
  ExportRun(
      Store store,
      CollectionId collection,
      Export.Hours hours,
      CuratorBook before,
      Format format,
      Path folder,
      LongConsumer progress) {
    this.store = store;
    this.collection = collection;
    this.hours = hours;
    this.format = format;
    this.folder = folder;
    this.progress = progress;
    this.books = new Books(store, collection);
    this.events = new CountedEvents(store, collection);
    this.first = before;
    this.book = before;
  }

  Manifest run(boolean isSealed) throws IOException {
    try {
      for (Table table : Table.values()) {
        files.put(table, RowFile.create(folder, table, format));
      }
      walk();
      List<RowFile.Entry> entries = new ArrayList<>();
      for (RowFile file : files.values()) {
        entries.add(file.end());
      }
      Manifest.Totals totals = Manifest.Totals.of(counts, periods, first.totals(), book.totals());
      return new Manifest(
          collection.toString(),
          format.extension(),
          hours.from().toString(),
          hours.to().toString(),
          isSealed,
          versions,
          Hashes.hex(ledgerHash),
          totals,
          totals.conservation(),
          entries);
    } finally {
      for (RowFile file : files.values()) {
        file.close();
      }
    }
  }

  private void walk() {
    BlockHour next = hours.from();
    while (true) {
      List<BookRecord> some =
          store
              .query(
                  Queries.booksBetween(collection, next.start() - 1, hours.to()).limitedTo(BLOCKS))
              .stream()
              .map(found -> MalformedDocumentException.decode(found, BookCodec::decode))
              .toList();
      BlockHour end = some.size() < BLOCKS ? hours.to() : some.getLast().hour().next();
      write(some, events.between(next, end));
      progress.accept(some.size());
      if (some.size() < BLOCKS) {
        break;
      }
      next = end;
    }
    endPeriod(null);
  }

  private void write(List<BookRecord> records, List<CountedEvent> counted) {
    List<Optional<StoredDocument>> documents =
        store.getAll(records.stream().map(r -> Paths.block(collection, r.hour())).toList());
    int next = 0;
    for (int i = 0; i < records.size(); i++) {
      BlockHour hour = records.get(i).hour();
      int from = next;
      while (next < counted.size() && counted.get(next).hour().equals(hour)) {
        next++;
      }
      endPeriod(hour.week());
      CuratorBook before = book;
      book = records.get(i).roll(book, books);
      writeEvents(counted.subList(from, next), hour, before.totals());
      writeBlock(records.get(i), before.totals(), documents.get(i));
    }
    if (next < counted.size()) {
      throw notReady(counted.get(next).hour());
    }
  }

  private static Export.NotReadyException notReady(BlockHour hour) {
    return new Export.NotReadyException(
        "the ledger does not give the block "
            + hour
            + ": events changed since, or ./curation audit says more");
  }

  private void writeEvents(List<CountedEvent> counted, BlockHour hour, BookTotals before) {
    Wei fees = Wei.ZERO;
    Wei reversed = before.reversedFees();
    for (CountedEvent count : counted) {
      fees = count.isReversal() ? fees : fees.plus(count.fee());
      reversed = count.isReversal() ? reversed.plus(count.fee()) : reversed;
      ledgerHash.update(count.canonical().getBytes(StandardCharsets.UTF_8));
      add(Table.LEDGER, count.row());
      counts++;
    }
    BookTotals after = book.totals();
    if (counted.isEmpty()
        || !fees.equals(after.blockFees())
        || !reversed.equals(after.reversedFees())) {
      throw notReady(hour);
    }
  }

  private void writeBlock(BookRecord block, BookTotals before, Optional<StoredDocument> document) {
    Fields fields = document.map(StoredDocument::fields).orElseThrow(() -> notReady(block.hour()));
    BookTotals after = block.totals();
    versions.add(block.rulesVersion());
    Wei distributed = after.distributed().minus(before.distributed());
    add(
        Table.BLOCKS,
        Row.of(
            block.hour().start(),
            (long) block.rulesVersion(),
            (long) after.curators(),
            after.votes(),
            text(fields, "numCuratorVotesAdded"),
            text(fields, "numCuratorVotesRemoved"),
            after.blockFees(),
            after.reversedFees().minus(before.reversedFees()),
            distributed,
            after.carry(),
            after.shortfall(),
            after.fees()));
    Wei shared = Wei.ZERO;
    for (CuratorAccount account : book.accounts()) {
      if (account.isListed()) {
        shared = shared.plus(account.blockAccrued());
        add(Table.BLOCK_USERS, blockUser(block.hour(), account));
      }
    }
    if (!shared.equals(distributed)) {
      throw notReady(block.hour());
    }
  }

  private static String text(Fields fields, String number) {
    return Long.toString(fields.integer(number));
  }

  private static Row blockUser(BlockHour hour, CuratorAccount account) {
    return Row.of(
        hour.start(),
        account.address(),
        account.votes(),
        account.blockAccrued(),
        account.totalAccrued(),
        account.firstVotedAt(),
        account.lastVotedAt());
  }

  /**
   * Writes the period of the newest block, if it ends here and lies within the range.
   *
   * @param next the week of the next block; null: there is none
   */
  private void endPeriod(@Nullable Week next) {
    BlockHour newest = book.newest();
    if (newest == null || newest.compareTo(hours.from()) < 0 || newest.week().equals(next)) {
      return;
    }
    Week week = newest.week();
    if (week.start() < hours.from().start() || week.end() > hours.to().start()) {
      return;
    }
    periods++;
    BookTotals totals = book.totals();
    add(
        Table.PERIODS,
        Row.of(
            week.start(),
            Objects.requireNonNull(newest).start(),
            (long) totals.curators(),
            totals.votes(),
            totals.periodFees(),
            totals.periodDistributed(),
            totals.fees()));
    for (CuratorAccount account : book.accounts()) {
      if (account.isPeriodUser()) {
        add(
            Table.PERIOD_USERS,
            Row.of(
                week.start(), account.address(), account.periodAccrued(), account.totalAccrued()));
      }
    }
  }

  private void add(Table table, Row row) {
    Objects.requireNonNull(files.get(table)).add(row);
  }
}
