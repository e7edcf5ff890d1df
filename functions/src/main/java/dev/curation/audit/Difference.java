package dev.curation.audit;

import dev.curation.store.DocumentPath;

/**
 * One way in which a stored document is not what it should be.
 *
 * @param document its path
 * @param field the field, with a dot before each nested name; empty: the document as a whole
 * @param stored what is stored
 * @param expected what should be
 */
public record Difference(String document, String field, String stored, String expected) {
  public static Difference missing(DocumentPath path) {
    return new Difference(path.path(), "", "nothing", "a document");
  }

  public static Difference superfluous(DocumentPath path) {
    return new Difference(path.path(), "", "a document", "nothing");
  }

  @Override
  public String toString() {
    return document
        + (field.isEmpty() ? "" : ", " + field)
        + ": stored "
        + stored
        + ", expected "
        + expected;
  }
}
