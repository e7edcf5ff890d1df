package dev.curation.export;

import dev.curation.books.Books;
import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.errors.InvalidValueException;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.time.BlockHour;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Writes the ledger and the results of a range of hours into files. The shares of users come from
 * the packed books, so it does not matter which user documents are written.
 */
public final class Export {
  private static final List<String> AT_WORK = List.of("recomputeFrom", "periodsFrom", "writing");

  private final Store store;
  private final CollectionId collection;

  public Export(Store store, CollectionId collection) {
    this.store = store;
    this.collection = collection;
  }

  /** The results are not whole at present; the message says why. */
  public static final class NotReadyException extends RuntimeException {
    NotReadyException(String message) {
      super(message);
    }
  }

  /**
   * Writes all files into a folder, which appears when all is done, or not at all.
   *
   * @param folder must not exist, or be empty
   * @param progress hears how many blocks are written
   * @throws InvalidValueException if the folder is not empty, or the collection has no results
   * @throws NotReadyException if the collection was being aggregated, or the ledger does not give
   *     its results
   */
  public Manifest run(Range range, Format format, Path folder, LongConsumer progress)
      throws IOException {
    try (OutputFolder output = OutputFolder.open(folder)) {
      Optional<StoredDocument> before = store.get(Paths.aggregation(collection));
      BlockHour sealedUntil = sealedUntil(before);
      Hours hours = hours(range);
      CuratorBook book = new Books(store, collection).before(hours.from());
      Manifest manifest =
          new ExportRun(store, collection, hours, book, format, output.unfinished(), progress)
              .run(hours.to().compareTo(sealedUntil) <= 0);
      if (!time(before).equals(time(store.get(Paths.aggregation(collection))))) {
        throw new NotReadyException(collection + " was aggregated meanwhile: export it again");
      }
      output.finish(manifest);
      return manifest;
    }
  }

  private static Optional<Instant> time(Optional<StoredDocument> document) {
    return document.map(StoredDocument::updateTime);
  }

  private BlockHour sealedUntil(Optional<StoredDocument> aggregation) {
    StoredDocument state =
        aggregation.orElseThrow(
            () -> new InvalidValueException("collection", collection, "was never aggregated"));
    if (AT_WORK.stream().anyMatch(state.fields()::has)) {
      throw new NotReadyException(
          "the aggregation of " + collection + " has begun and not ended: export it later");
    }
    return MalformedDocumentException.decode(
        state, fields -> new BlockHour(fields.integer("sealedUntil")));
  }

  /** A range whose ends are known. */
  record Hours(BlockHour from, BlockHour to) {}

  private Hours hours(Range range) {
    BlockHour from = range.from();
    BlockHour to = range.to();
    if (from == null) {
      BlockHour first = hour(store.query(Queries.booksAfter(collection, -1).limitedTo(1)));
      from = new BlockHour(Math.max(0, first.week().start()));
    }
    if (to == null) {
      BlockHour newest = hour(store.query(Queries.newestBook(collection)));
      BlockHour end = new BlockHour(newest.week().end());
      // Nothing comes after a beginning behind the newest block.
      to = end.compareTo(from) > 0 ? end : from.next();
    }
    return new Hours(from, to);
  }

  private static BlockHour hour(List<StoredDocument> books) {
    return books.stream()
        .map(book -> new BlockHour(book.fields().integer("timestamp")))
        .findFirst()
        .orElse(new BlockHour(0));
  }
}
