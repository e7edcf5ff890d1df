package dev.curation.audit;

import dev.curation.books.BookCodec;
import dev.curation.books.BookRecord;
import dev.curation.books.ResultDocuments;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorBook;
import dev.curation.curation.Rules;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares blocks, periods, books and what lies below them. Whether user documents are written is
 * the aggregation's choice (docs/data-model.md, usersWritten): those that exist must be right, and
 * where the note says that they are written all must exist.
 */
final class ResultAudit {
  private static final Fields INCLUDED = Fields.builder().put("isAggregated", true).build();

  private final CollectionId collection;
  private final History history;
  private final BlockHour sealedUntil;
  private final Reading reading;
  private final Findings findings;
  private final AuditProgress progress;
  private final ResultDocuments documents;

  /** Of each block: whether the note says that its users are written. */
  private final BitSet usersWritten = new BitSet();

  private final Map<Integer, Integer> versions = new HashMap<>();

  /** The last block of each week, by its index. */
  private final Map<Week, Integer> weeks = new TreeMap<>();

  private final Map<Week, Boolean> periodUsersWritten = new HashMap<>();

  /**
   * @param sealedUntil the earliest hour that is not sealed
   */
  ResultAudit(
      CollectionId collection,
      History history,
      BlockHour sealedUntil,
      Reading reading,
      Findings findings,
      AuditProgress progress) {
    this.collection = collection;
    this.history = history;
    this.sealedUntil = sealedUntil;
    this.reading = reading;
    this.findings = findings;
    this.progress = progress;
    this.documents = new ResultDocuments(collection);
    for (int i = 0; i < history.size(); i++) {
      weeks.put(history.block(i).hour().week(), i);
    }
  }

  void run() {
    progress.begins("blocks and periods", 2L * history.size() + weeks.size());
    compareBooks();
    compareBlocks();
    comparePeriods();
    progress.ends();
    List<Parent> blocks = blockParents();
    List<Parent> periods = periodParents();
    List<Parent> books = bookParents();
    progress.begins("users and books", size(blocks) + size(periods) + size(books));
    ChildrenAudit children = new ChildrenAudit(collection, reading, findings, progress);
    children.run(Paths.BLOCK_USERS, blocks, Reading.PAGE);
    children.run(Paths.PERIOD_USERS, periods, Reading.PAGE);
    children.run(Paths.BOOK_PAGES, books, Reading.PAGE_OF_LARGE);
    progress.ends();
  }

  private static long size(List<Parent> parents) {
    return parents.stream().filter(Parent::areWritten).mapToLong(Parent::size).sum();
  }

  /** The fields of a block. */
  Fields block(int index) {
    History.Block block = history.block(index);
    CuratorBook before = history.bookAfter(index - 1);
    CuratorBook after = history.bookAfter(index);
    return documents
        .block(before, block.changes(), after, block.dropped(), version(index))
        .with(INCLUDED);
  }

  /** The fields of the period that ends with a block. */
  Fields period(int lastBlock) {
    Week week = history.block(lastBlock).hour().week();
    return documents.period(
        week, history.bookAfter(lastBlock), periodUsersWritten.getOrDefault(week, false));
  }

  /** The last blocks of the newest periods, newest first. */
  List<Integer> newestPeriods(int most) {
    return new ArrayList<>(weeks.values()).reversed().stream().limit(most).toList();
  }

  private int version(int index) {
    return versions.getOrDefault(index, Rules.CURRENT);
  }

  private void compareBooks() {
    BitSet seen = new BitSet();
    each(
        Paths.BOOKS,
        document -> {
          Integer index = index(document);
          if (index == null) {
            findings.superfluous(document.path());
          } else {
            seen.set(index);
            compareBook(index, document);
          }
        });
    requireAll(seen, index -> Paths.book(collection, history.block(index).hour()));
  }

  private void compareBook(int index, StoredDocument document) {
    Fields stored = document.fields();
    usersWritten.set(index, Boolean.TRUE.equals(stored.get("usersWritten")));
    try {
      versions.put(index, Rules.require(stored.integer("rulesVersion")));
    } catch (InvalidValueException e) {
      // Not known, or none: the comparison says so.
      versions.put(index, Rules.CURRENT);
    }
    History.Block block = history.block(index);
    CuratorBook after = history.bookAfter(index);
    List<Fields> pages = block.isCheckpoint() ? BookCodec.encodePages(after) : List.of();
    BookRecord expected =
        new BookRecord(
            block.hour(),
            BookCodec.fits(block.changes()) ? block.changes() : null,
            block.totals(),
            pages.size(),
            BookCodec.checksum(pages),
            usersWritten.get(index),
            version(index));
    findings.compare(document.path(), BookCodec.encode(expected), stored);
  }

  private void compareBlocks() {
    BitSet seen = new BitSet();
    each(
        Paths.BLOCKS,
        document -> {
          Integer index = index(document);
          if (index == null) {
            findings.superfluous(document.path());
          } else {
            seen.set(index);
            findings.compare(document.path(), block(index), document.fields());
          }
        });
    requireAll(seen, index -> Paths.block(collection, history.block(index).hour()));
  }

  private void comparePeriods() {
    Map<DocumentPath, Week> expected = new TreeMap<>();
    weeks.keySet().forEach(week -> expected.put(Paths.period(collection, week), week));
    each(
        Paths.PERIODS,
        document -> {
          Week week = expected.remove(document.path());
          if (week == null) {
            findings.superfluous(document.path());
          } else {
            boolean isSealed = week.end() <= sealedUntil.start();
            boolean written = Boolean.TRUE.equals(document.fields().get("usersWritten"));
            periodUsersWritten.put(week, written || isSealed);
            findings.compare(
                document.path(), period(weeks.getOrDefault(week, 0)), document.fields());
          }
        });
    expected.keySet().forEach(findings::missing);
  }

  private interface OfDocument {
    void accept(StoredDocument document);
  }

  private void each(String kind, OfDocument consumer) {
    reading.each(
        after -> Queries.page(collection, kind, after, Reading.PAGE),
        page -> {
          page.forEach(consumer::accept);
          progress.advances(page.size());
        });
  }

  /** The index of the block that a document is of; null: there should be none. */
  private @Nullable Integer index(StoredDocument document) {
    String id = document.path().id();
    if (!id.matches("0|[1-9][0-9]{0,14}") || Long.parseLong(id) % BlockHour.MILLIS != 0) {
      return null;
    }
    return history.indexOf(new BlockHour(Long.parseLong(id)));
  }

  private interface PathOf {
    DocumentPath path(int index);
  }

  private void requireAll(BitSet seen, PathOf paths) {
    for (int i = seen.nextClearBit(0); i < history.size(); i = seen.nextClearBit(i + 1)) {
      findings.missing(paths.path(i));
    }
  }

  private List<Parent> blockParents() {
    List<Parent> parents = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      int index = i;
      History.Block block = history.block(i);
      parents.add(
          new Parent(
              Paths.block(collection, block.hour()),
              block.totals().curators(),
              () -> byId(documents.blockUsers(history.bookAfter(index))),
              usersWritten.get(i),
              Paths.book(collection, block.hour())));
    }
    return parents;
  }

  private List<Parent> periodParents() {
    List<Parent> parents = new ArrayList<>();
    weeks.forEach(
        (week, last) ->
            parents.add(
                new Parent(
                    Paths.period(collection, week),
                    history.block(last).totals().curators(),
                    () -> byId(documents.periodUsers(history.bookAfter(last))),
                    periodUsersWritten.getOrDefault(week, false),
                    Paths.period(collection, week))));
    return parents;
  }

  private List<Parent> bookParents() {
    List<Parent> parents = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      int index = i;
      if (history.block(i).isCheckpoint()) {
        parents.add(
            new Parent(
                Paths.book(collection, history.block(i).hour()),
                1,
                () -> pages(history.bookAfter(index)),
                true,
                Paths.book(collection, history.block(i).hour())));
      }
    }
    return parents;
  }

  private static Map<String, Fields> byId(Map<Address, Fields> users) {
    Map<String, Fields> byId = new HashMap<>();
    users.forEach((user, fields) -> byId.put(user.hex(), fields));
    return byId;
  }

  private static Map<String, Fields> pages(CuratorBook book) {
    Map<String, Fields> byId = new HashMap<>();
    List<Fields> pages = BookCodec.encodePages(book);
    for (int page = 0; page < pages.size(); page++) {
      byId.put(Integer.toString(page), pages.get(page));
    }
    return byId;
  }
}
