package dev.curation.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One write of a commit. */
public sealed interface Write {
  DocumentPath path();

  /** Writes a new document; fails if there is one. */
  record Create(DocumentPath path, Fields fields) implements Write {}

  /** Writes the whole document, whether or not there is one. */
  record Put(DocumentPath path, Fields fields) implements Write {}

  /** Writes the given fields, keeps the others, and creates the document where there is none. */
  record Merge(DocumentPath path, Fields fields) implements Write {}

  /**
   * Writes the given fields of an existing document and keeps the others.
   *
   * @param unchangedSince fails unless the document was last written then; null: it must exist
   */
  record Update(DocumentPath path, Fields fields, @Nullable Instant unchangedSince)
      implements Write {}

  /** Removes the document, if there is one. */
  record Delete(DocumentPath path) implements Write {}
}
