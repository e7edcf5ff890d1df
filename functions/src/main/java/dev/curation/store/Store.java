package dev.curation.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The database. Every method may throw a {@link StoreException}. */
public interface Store extends AutoCloseable {
  /** Most writes that one commit takes. */
  int MAX_WRITES = 500;

  /**
   * Most bytes that one commit takes. The database refuses requests above 10 MiB, its emulator
   * messages above 4 MiB, and the client tries those again for a minute before it gives up.
   */
  int MAX_COMMIT_BYTES = 3 * 1024 * 1024;

  /** The documents at the paths, in that order; empty where there is none. */
  List<Optional<StoredDocument>> getAll(List<DocumentPath> paths);

  /** The documents that match, in the query's order. */
  List<StoredDocument> query(Query query);

  /**
   * Applies all writes or none. A write that changes nothing leaves the document's update time as
   * it is, and no trigger fires for it.
   *
   * @param writes at least one, at most {@link #MAX_WRITES}, each document at most once
   * @return when the writes were made, by the database's clock: the update time of every document
   *     that the commit changed; where it changed and removed none, the latest update time among
   *     the documents it names. So after a commit with one write it is always that document's
   * @throws StoreException.PreconditionFailed if a document is not as a write demands; this may be
   *     the commit's own doing, when its first answer was lost and the client asked again
   * @throws StoreException.Refused if {@link CommitRules} are broken
   */
  Instant commit(List<Write> writes);

  /**
   * Creates documents, each on its own and in no particular order; those that exist stay as they
   * are. Where several writes name one document, the first of them counts.
   *
   * @return for each write whether it created its document; false also where an answer was lost and
   *     the client's second try found the document of the first
   * @throws StoreException when one creation fails for another reason; the others may have happened
   */
  List<Boolean> createEach(List<Write.Create> writes);

  default Optional<StoredDocument> get(DocumentPath path) {
    return getAll(List.of(path)).get(0);
  }

  @Override
  void close();
}
