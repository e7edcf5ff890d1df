package dev.curation.campaigns;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.Optional;

/** Writes on condition that nobody else was faster. */
final class DeskWrites {
  private DeskWrites() {}

  /** The fields of a document that is as it was read, or was not there. */
  static Write replacing(Optional<StoredDocument> before, DocumentPath path, Fields fields) {
    return before.isPresent()
        ? new Write.Update(path, fields, before.get().updateTime())
        : new Write.Create(path, fields);
  }
}
