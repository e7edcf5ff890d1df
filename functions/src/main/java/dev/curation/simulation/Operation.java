package dev.curation.simulation;

/**
 * One operation of a store.
 *
 * @param sequence counts the operations of one handle from 1
 * @param writes how many documents it writes; 0 for those that only read
 */
public record Operation(long sequence, Kind kind, int writes) {
  /** What is asked of the database. */
  public enum Kind {
    READ,
    QUERY,
    COMMIT,
    /** The creation of one document of many. */
    CREATE
  }

  public boolean isWriting() {
    return kind == Kind.COMMIT || kind == Kind.CREATE;
  }
}
