package dev.curation.store;

import dev.curation.errors.InvalidValueException;

/** The path of a document from the root of the database: collection, id, collection, id, ... */
public record DocumentPath(String path) implements Comparable<DocumentPath> {
  /**
   * @throws InvalidValueException if the number of segments is odd or one is empty
   */
  public DocumentPath {
    String[] segments = path.split("/", -1);
    if (segments.length % 2 != 0) {
      throw new InvalidValueException("path", path, "must name a document, not a collection");
    }
    for (String segment : segments) {
      if (segment.isEmpty()) {
        throw new InvalidValueException("path", path, "must not have an empty segment");
      }
    }
  }

  /** The document {@code id} of the collection {@code collection} below this document. */
  public DocumentPath child(String collection, String id) {
    return new DocumentPath(path + "/" + collection + "/" + id);
  }

  /** The path of a collection below this document. */
  public String collection(String name) {
    return path + "/" + name;
  }

  public String id() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of the collection that holds the document. */
  public String parent() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** The name of the collection that holds the document: its collection group. */
  public String group() {
    String parent = parent();
    return parent.substring(parent.lastIndexOf('/') + 1);
  }

  @Override
  public int compareTo(DocumentPath other) {
    return path.compareTo(other.path);
  }

  @Override
  public String toString() {
    return path;
  }
}
