package dev.curation.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The database. Every method may throw a {@link StoreException}. */
public interface Store extends AutoCloseable {
  /** Most writes that one commit takes. */
  int MAX_WRITES = 500;

  /** Most bytes that one commit takes; the database refuses requests above 10 MiB. */
  int MAX_COMMIT_BYTES = 8 * 1024 * 1024;

  /** The documents at the paths, in that order; empty where there is none. */
  List<Optional<StoredDocument>> getAll(List<DocumentPath> paths);

  /** The documents that match, in the query's order. */
  List<StoredDocument> query(Query query);

  /**
   * Applies all writes or none.
   *
   * @param writes at most {@link #MAX_WRITES}, each document at most once
   * @return when the writes were made, by the database's clock: the update time of every document
   *     written
   * @throws StoreException.PreconditionFailed if a document is not as a write demands
   */
  Instant commit(List<Write> writes);

  /**
   * Creates documents, each on its own; those that exist stay as they are.
   *
   * @return for each write whether it created its document
   */
  List<Boolean> createEach(List<Write.Create> writes);

  default Optional<StoredDocument> get(DocumentPath path) {
    return getAll(List.of(path)).get(0);
  }

  @Override
  void close();
}
