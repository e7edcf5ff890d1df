package dev.curation.aggregation;

import dev.curation.books.BookCodec;
import dev.curation.books.BookRecord;
import dev.curation.books.Books;
import dev.curation.books.ResultDocuments;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.BlockChanges;
import dev.curation.curation.BlockEvents;
import dev.curation.curation.CuratorBook;
import dev.curation.curation.Rules;
import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the documents of blocks and periods where they differ from what is stored. */
final class BlockWriter {
  private final CollectionId collection;
  private final ResultDocuments documents;
  private final ResultWriter writer;
  private final StoredResults stored;
  private final long now;

  BlockWriter(CollectionId collection, ResultWriter writer, StoredResults stored, long now) {
    this.collection = collection;
    this.documents = new ResultDocuments(collection);
    this.writer = writer;
    this.stored = stored;
    this.now = now;
  }

  /**
   * Writes a block: first what may be torn apart, last the block and its book at once.
   *
   * @param before the book before the block
   * @param withUsers whether its users are written
   * @param record what the books hold of the block so far; it keeps its version of the rules
   */
  void writeBlock(
      CuratorBook before,
      BlockEvents.Outcome outcome,
      CuratorBook after,
      boolean withUsers,
      @Nullable BookRecord record) {
    BlockChanges changes = outcome.changes();
    BlockHour hour = changes.hour();
    writeUsers(
        withUsers ? documents.blockUsers(after) : Map.of(),
        stored.blockUsers(hour, record),
        user -> Paths.blockUser(collection, hour, user));
    boolean fits = BookCodec.fits(changes);
    boolean isCheckpoint = !fits || after.totals().blocks() % Books.CHECKPOINT_BLOCKS == 0;
    List<Fields> pages = isCheckpoint ? BookCodec.encodePages(after) : List.of();
    writePages(hour, pages, stored.pages(hour, record));
    int version = record == null ? Rules.CURRENT : record.rulesVersion();
    BookRecord book =
        new BookRecord(
            hour,
            fits ? changes : null,
            after.totals(),
            pages.size(),
            BookCodec.checksum(pages),
            withUsers,
            version);
    writer.addTogether(
        List.of(
            new Write.Put(Paths.book(collection, hour), BookCodec.encode(book)),
            new Write.Put(
                Paths.block(collection, hour),
                documents.block(before, changes, after, outcome.dropped(), version))));
  }

  /** Removes a block that no event counts in any more. */
  void deleteBlock(BlockHour hour, @Nullable BookRecord record) {
    writeUsers(
        Map.of(), stored.blockUsers(hour, record), user -> Paths.blockUser(collection, hour, user));
    writePages(hour, List.of(), stored.pages(hour, record));
    writer.addTogether(
        List.of(
            new Write.Delete(Paths.book(collection, hour)),
            new Write.Delete(Paths.block(collection, hour))));
  }

  /**
   * Writes a period: first its users, last the period and, at once, the note on its blocks that it
   * includes them.
   *
   * @param book the book after the period's last block
   * @param blocks the blocks that are new in it
   */
  void writePeriod(Week week, CuratorBook book, boolean withUsers, List<BlockHour> blocks) {
    writeUsers(
        withUsers ? documents.periodUsers(book) : Map.of(),
        stored.periodUsers(week),
        user -> Paths.periodUser(collection, week, user));
    List<Write> last = new ArrayList<>();
    last.add(
        new Write.Put(Paths.period(collection, week), documents.period(week, book, withUsers)));
    Fields included = Fields.builder().put("isAggregated", true).build();
    for (BlockHour hour : blocks) {
      last.add(new Write.Merge(Paths.block(collection, hour), included));
    }
    writer.addTogether(last);
  }

  /** Removes a period that has no block any more. */
  void deletePeriod(Week week) {
    writeUsers(
        Map.of(), stored.periodUsers(week), user -> Paths.periodUser(collection, week, user));
    writer.add(new Write.Delete(Paths.period(collection, week)));
  }

  private void writePages(BlockHour hour, List<Fields> pages, int storedPages) {
    for (int page = 0; page < pages.size(); page++) {
      writer.add(new Write.Put(Paths.bookPage(collection, hour, page), pages.get(page)));
    }
    for (int page = pages.size(); page < storedPages; page++) {
      writer.add(new Write.Delete(Paths.bookPage(collection, hour, page)));
    }
  }

  private void writeUsers(
      Map<Address, Fields> wanted,
      Map<Address, Fields> present,
      Function<Address, DocumentPath> path) {
    wanted.forEach(
        (user, fields) -> {
          if (!fields.equals(present.get(user))) {
            Fields dated = fields.with(Fields.builder().put("updatedAt", now).build());
            writer.add(new Write.Put(path.apply(user), dated));
          }
        });
    for (Address user : present.keySet()) {
      if (!wanted.containsKey(user)) {
        writer.add(new Write.Delete(path.apply(user)));
      }
    }
  }
}
