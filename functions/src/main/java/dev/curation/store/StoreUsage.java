package dev.curation.store;

/**
 * What was asked of the database, as it is billed: a query costs at least one read, a look-up of a
 * missing document one read.
 */
public record StoreUsage(long reads, long writes, long deletes, long commits) {
  public static final StoreUsage NONE = new StoreUsage(0, 0, 0, 0);

  public StoreUsage minus(StoreUsage earlier) {
    return new StoreUsage(
        reads - earlier.reads,
        writes - earlier.writes,
        deletes - earlier.deletes,
        commits - earlier.commits);
  }
}
