package dev.curation.staking;

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
import org.jspecify.annotations.Nullable;

/**
 * A staker's document as read, and the right to change what belongs to it: a commit only happens if
 * nobody else's has since.
 */
public final class StakerAccount {
  private static final int ATTEMPTS = 3;

  private final Store store;
  private final DocumentPath path;
  private @Nullable Instant unchangedSince;
  private Staker staker;

  /**
   * @param stored the document at the path as read, if there is one
   * @throws MalformedDocumentException naming the document, the field and the value
   */
  public StakerAccount(Store store, DocumentPath path, Optional<StoredDocument> stored) {
    this.store = store;
    this.path = path;
    this.unchangedSince = stored.map(StoredDocument::updateTime).orElse(null);
    this.staker =
        stored
            .map(document -> MalformedDocumentException.decode(document, Staker::decode))
            .orElse(Staker.UNKNOWN);
  }

  /** As read, or as last committed. */
  public Staker staker() {
    return staker;
  }

  /**
   * Commits the writes together with the staker's new state.
   *
   * @param id a name that no other commit has
   * @param now milliseconds since the epoch
   * @return whether it happened; if not, one of the documents is no longer as it was read
   * @throws StoreException if the database does not do it; after {@link StoreException.Unavailable}
   *     it may still have happened
   */
  public boolean commit(Staker next, List<? extends Write> writes, String id, long now) {
    List<Write> all = new ArrayList<>(writes);
    all.add(
        unchangedSince == null
            ? new Write.Create(path, next.encode(id, now))
            : new Write.Update(path, next.encode(id, now), unchangedSince));
    for (int attempt = 1; ; attempt++) {
      try {
        unchangedSince = store.commit(all);
        break;
      } catch (StoreException.Refused e) {
        throw e;
      } catch (StoreException e) {
        // It may have happened all the same: its answer was lost.
        Optional<StoredDocument> found = store.get(path);
        Instant time = found.map(StoredDocument::updateTime).orElse(null);
        if (found.isPresent() && id.equals(found.get().fields().get("commit"))) {
          unchangedSince = time;
          break;
        }
        if (e instanceof StoreException.PreconditionFailed || !same(time, unchangedSince)) {
          return false;
        }
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
    staker = next;
    return true;
  }

  private static boolean same(@Nullable Instant one, @Nullable Instant other) {
    return one == null ? other == null : one.equals(other);
  }
}
