package dev.curation.books;

import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.money.ConservationException;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the packed curator books of a collection. */
public final class Books {
  /** A book of all curators is stored with every so many blocks; the blocks between are rolled. */
  public static final int CHECKPOINT_BLOCKS = 24;

  private final Store store;
  private final CollectionId collection;
  private final @Nullable CheckpointCache cache;

  public Books(Store store, CollectionId collection) {
    this(store, collection, null);
  }

  /**
   * @param cache of checkpoints read before; null: none
   */
  public Books(Store store, CollectionId collection, @Nullable CheckpointCache cache) {
    this.store = store;
    this.collection = collection;
    this.cache = cache;
  }

  /**
   * The first hour that is not sealed.
   *
   * @param aggregation the aggregation's document
   */
  public static Optional<BlockHour> sealedUntil(Optional<StoredDocument> aggregation) {
    return aggregation.map(
        doc ->
            MalformedDocumentException.decode(
                doc, fields -> new BlockHour(fields.integer("sealedUntil"))));
  }

  /**
   * A book and the records of the blocks after it.
   *
   * @param book the book after the last block before the hour asked for
   * @param records of the blocks from that hour on, in their order
   */
  public record Opened(CuratorBook book, List<BookRecord> records) {}

  /** The book as it was before the hour. */
  public Opened openBefore(BlockHour hour) {
    return open(Queries.newestCheckpointBefore(collection, hour), hour);
  }

  /** The book after the newest block. */
  public CuratorBook newest() {
    return open(Queries.newestCheckpoint(collection), null).book();
  }

  /** The book as it was before the hour, whatever came after; reads no later record. */
  public CuratorBook before(BlockHour hour) {
    Optional<BookRecord> checkpoint =
        read(Queries.newestCheckpointBefore(collection, hour)).stream().findFirst();
    CuratorBook book = checkpoint.map(this::checkpoint).orElse(CuratorBook.EMPTY);
    long after = checkpoint.map(found -> found.hour().start()).orElse(-1L);
    for (BookRecord entry : read(Queries.booksBetween(collection, after, hour))) {
      book = entry.roll(book, this);
    }
    return book;
  }

  /** The book as it was before an hour, and the records from it to before another. */
  public Opened between(BlockHour from, BlockHour to) {
    CuratorTrail.Source source = source(from, to);
    CuratorBook book = source.checkpoint();
    List<BookRecord> rest = new ArrayList<>();
    for (BookRecord entry : source.records()) {
      if (entry.hour().compareTo(from) < 0) {
        book = entry.roll(book, this);
      } else {
        rest.add(entry);
      }
    }
    return new Opened(book, rest);
  }

  /** The records of the blocks from an hour to before another, with all that leads to them. */
  CuratorTrail.Source source(BlockHour from, BlockHour to) {
    Optional<BookRecord> checkpoint =
        read(Queries.newestCheckpointBefore(collection, from)).stream().findFirst();
    long after = checkpoint.map(found -> found.hour().start()).orElse(-1L);
    CuratorBook book = checkpoint.map(this::checkpoint).orElse(CuratorBook.EMPTY);
    return new CuratorTrail.Source(book, read(Queries.booksBetween(collection, after, to)));
  }

  /**
   * What one curator got from block to block: one read for the checkpoint before, its pages, at
   * most 23 records up to {@code from}, and one for each block.
   *
   * @param to the first hour that is left out
   */
  public CuratorTrail trail(Address user, BlockHour from, BlockHour to) {
    return CuratorTrail.of(source(from, to), this, user, from);
  }

  /** The sums after the newest block before the hour; empty where there is none. One read. */
  public Optional<BookRecord> newestRecordBefore(BlockHour hour) {
    return read(Queries.newestBookBefore(collection, hour)).stream().findFirst();
  }

  private Opened open(Query newestCheckpoint, @Nullable BlockHour end) {
    Optional<BookRecord> checkpoint = read(newestCheckpoint).stream().findFirst();
    CuratorBook book = checkpoint.map(this::checkpoint).orElse(CuratorBook.EMPTY);
    long after = checkpoint.map(found -> found.hour().start()).orElse(-1L);
    List<BookRecord> rest = new ArrayList<>();
    for (BookRecord entry : read(Queries.booksAfter(collection, after))) {
      if (end == null || entry.hour().compareTo(end) < 0) {
        book = entry.roll(book, this);
      } else {
        rest.add(entry);
      }
    }
    return new Opened(book, rest);
  }

  private List<BookRecord> read(Query query) {
    return store.query(query).stream()
        .map(document -> MalformedDocumentException.decode(document, BookCodec::decode))
        .toList();
  }

  /**
   * The book of all curators stored with a checkpoint.
   *
   * @throws ConservationException if it is not what was written
   */
  public CuratorBook checkpoint(BookRecord entry) {
    List<CuratorAccount> accounts = cache == null ? null : cache.get(entry.checksum());
    if (accounts == null) {
      accounts = readPages(entry);
      if (cache != null) {
        cache.put(entry.checksum(), accounts);
      }
    }
    return CuratorBook.of(entry.hour(), entry.totals(), accounts);
  }

  private List<CuratorAccount> readPages(BookRecord entry) {
    List<Optional<StoredDocument>> found =
        store.getAll(
            IntStream.range(0, entry.pages())
                .mapToObj(page -> Paths.bookPage(collection, entry.hour(), page))
                .toList());
    List<Fields> pages = new ArrayList<>();
    List<CuratorAccount> accounts = new ArrayList<>();
    for (Optional<StoredDocument> each : found) {
      StoredDocument page =
          each.orElseThrow(
              () ->
                  new IllegalStateException(
                      "a page of book " + Paths.book(collection, entry.hour()) + " is missing"));
      pages.add(page.fields());
      accounts.addAll(MalformedDocumentException.decode(page, BookCodec::decodePage));
    }
    if (!BookCodec.checksum(pages).equals(entry.checksum())) {
      throw new ConservationException(
          "the pages of book " + entry.hour() + " are not those that were written with it");
    }
    return accounts;
  }
}
