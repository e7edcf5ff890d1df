package dev.curation.listening;

import dev.curation.store.DocumentPath;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cursor and its document. Facts are committed together with the cursor that covers them, on the
 * condition that no other run has moved it (specs/ingestion.md, Polling).
 */
final class CursorDocument {
  private static final int ATTEMPTS = 3;
  private static final int MAX_WRITES = 400;

  /** What a write takes beyond its texts, roughly. */
  private static final int WRITE_BYTES = 500;

  private final Store store;
  private final DocumentPath path;
  private final String run;
  private ChainCursor cursor;
  private @Nullable Instant unchangedSince;

  private CursorDocument(
      Store store,
      DocumentPath path,
      String run,
      ChainCursor cursor,
      @Nullable Instant unchangedSince) {
    this.store = store;
    this.path = path;
    this.run = run;
    this.cursor = cursor;
    this.unchangedSince = unchangedSince;
  }

  /** Another run has moved the cursor; it has done what this one was about to do. */
  static final class MovedByAnotherException extends RuntimeException {
    private MovedByAnotherException(DocumentPath path) {
      super(path + " was moved by another run");
    }
  }

  /** A fact was written by somebody else after it was read: it has to be read again. */
  static final class FactChangedException extends RuntimeException {
    private FactChangedException(StoreException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * @param run name of this run, unlike all others
   * @param first where to begin if there is no document yet
   */
  static CursorDocument open(
      Store store, DocumentPath path, String run, Supplier<ChainCursor> first) {
    Optional<StoredDocument> stored = store.get(path);
    return new CursorDocument(
        store,
        path,
        run,
        stored
            .map(document -> MalformedDocumentException.decode(document, ChainCursor::decode))
            .orElseGet(first),
        stored.map(StoredDocument::updateTime).orElse(null));
  }

  ChainCursor cursor() {
    return cursor;
  }

  /**
   * Commits changes, as many at once as a commit takes, each with the cursor that they allow.
   *
   * @param changes in the order of their blocks
   * @param after the cursor once all changes up to a block are written; the one before if its hash
   *     was not seen
   * @param end the cursor once all changes are written
   * @throws MovedByAnotherException if another run moved the cursor
   * @throws FactChangedException if a fact was written by somebody else
   */
  void commit(
      List<Reconciliation.Change> changes,
      LongFunction<Optional<ChainCursor>> after,
      ChainCursor end,
      long now) {
    List<Write> pending = new ArrayList<>();
    long bytes = 0;
    for (int i = 0; i < changes.size(); i++) {
      Reconciliation.Change change = changes.get(i);
      if (pending.size() == MAX_WRITES || bytes > Store.MAX_COMMIT_BYTES / 2) {
        long reached = changes.get(i - 1).block();
        // A block of which changes are left is not covered yet.
        boolean isWhole = reached < change.block();
        commit(pending, isWhole ? after.apply(reached).orElse(cursor) : cursor, now);
        pending.clear();
        bytes = 0;
      }
      pending.add(change.write());
      bytes += size(change);
    }
    commit(pending, end, now);
  }

  private static long size(Reconciliation.Change change) {
    return WRITE_BYTES
        + change.document().values().values().stream()
            .mapToLong(value -> value instanceof String text ? text.length() : 0)
            .sum();
  }

  private void commit(List<Write> writes, ChainCursor next, long now) {
    ChainCursor wanted = next.withStepOf(cursor).committedBy(run);
    for (int attempt = 1; ; attempt++) {
      List<Write> all = new ArrayList<>(writes);
      all.add(
          unchangedSince == null
              ? new Write.Create(path, wanted.encode(now))
              : new Write.Update(path, wanted.encode(now), unchangedSince));
      try {
        Instant written = store.commit(all);
        unchangedSince = written;
        cursor = wanted;
        return;
      } catch (StoreException e) {
        if (hasCommitted(wanted)) {
          return;
        }
        if (e instanceof StoreException.PreconditionFailed) {
          throw new FactChangedException(e);
        }
        if (attempt == ATTEMPTS || !(e instanceof StoreException.Unavailable)) {
          throw e;
        }
      }
    }
  }

  /** A commit that failed may have happened all the same: its answer was lost. */
  private boolean hasCommitted(ChainCursor wanted) {
    Optional<StoredDocument> stored = store.get(path);
    ChainCursor found =
        stored
            .map(document -> MalformedDocumentException.decode(document, ChainCursor::decode))
            .orElse(null);
    if (found != null && found.equals(wanted)) {
      unchangedSince = stored.get().updateTime();
      cursor = wanted;
      return true;
    }
    boolean isAsBefore =
        found == null ? unchangedSince == null : unchangedSince != null && found.equals(cursor);
    if (!isAsBefore) {
      throw new MovedByAnotherException(path);
    }
    // A late delivery may have touched it.
    unchangedSince = stored.map(StoredDocument::updateTime).orElse(null);
    return false;
  }
}
