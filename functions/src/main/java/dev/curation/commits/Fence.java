package dev.curation.commits;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits one after another, each on condition that one document is unchanged since the one before:
 * so whoever else changes that document stops the chain.
 */
public final class Fence {
  private final Store store;
  private final DocumentPath path;
  private final Supplier<String> ids;
  private @Nullable Instant time;

  /**
   * @param time when the document was last written, as it was read; null: there is none
   * @param ids a new name for each commit, so that each changes the document
   */
  public Fence(Store store, DocumentPath path, @Nullable Instant time, Supplier<String> ids) {
    this.store = store;
    this.path = path;
    this.time = time;
    this.ids = ids;
  }

  /**
   * @param fields what the document says from now on
   * @return when it was written
   */
  public Instant commit(List<Write> writes, Fields fields) {
    List<Write> all = new ArrayList<>(writes);
    Fields named = fields.with(Fields.builder().put("commit", ids.get()).build());
    all.add(time == null ? new Write.Create(path, named) : new Write.Update(path, named, time));
    Instant written = store.commit(all);
    time = written;
    return written;
  }
}
