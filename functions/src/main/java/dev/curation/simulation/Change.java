package dev.curation.simulation;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a write makes of its document.
 *
 * @param before the document as it was; null: there was none
 * @param after its new fields; null: there is none
 */
record Change(DocumentPath path, @Nullable StoredDocument before, @Nullable Fields after) {
  /**
   * @throws StoreException.PreconditionFailed if the document is not as the write demands
   * @throws StoreException.Refused if the document would become too large
   */
  static Change of(Write write, @Nullable StoredDocument before) {
    Fields after =
        switch (write) {
          case Write.Create create -> {
            demand(before == null, write, "exists");
            yield create.fields();
          }
          case Write.Put put -> put.fields();
          case Write.Merge merge ->
              before == null ? merge.fields() : before.fields().with(merge.fields());
          case Write.Update update -> updated(update, before);
          case Write.Delete delete -> null;
        };
    if (after != null && DocumentSize.of(write.path(), after) > DocumentSize.LIMIT) {
      throw new StoreException.Refused(write.path() + " would be larger than 1 MiB", null);
    }
    return new Change(write.path(), before, after);
  }

  /** Whether the document is another afterwards. */
  boolean isEffective() {
    return !Objects.equals(fieldsBefore(), after);
  }

  Written written() {
    return new Written(path, fieldsBefore(), after);
  }

  private @Nullable Fields fieldsBefore() {
    return before == null ? null : before.fields();
  }

  private static Fields updated(Write.Update update, @Nullable StoredDocument before) {
    if (before == null) {
      throw new StoreException.PreconditionFailed(update.path() + " does not exist", null);
    }
    boolean unchanged =
        update.unchangedSince() == null || update.unchangedSince().equals(before.updateTime());
    demand(unchanged, update, "was last written " + before.updateTime());
    return before.fields().with(update.fields());
  }

  private static void demand(boolean condition, Write write, String otherwise) {
    if (!condition) {
      throw new StoreException.PreconditionFailed(write.path() + " " + otherwise, null);
    }
  }
}
