package dev.curation.lanes;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.Optional;

/** Writes that fail if somebody else was faster. */
final class Writes {
  private Writes() {}

  /**
   * Writes a document as a whole, on condition that it is as it was read.
   *
   * @param before as read; empty: there was none
   */
  static Write replacing(Optional<StoredDocument> before, DocumentPath path, Fields fields) {
    return before
        .<Write>map(document -> new Write.Update(path, fields, document.updateTime()))
        .orElseGet(() -> new Write.Create(path, fields));
  }
}
