package dev.curation.books;

import dev.curation.curation.BlockChanges;
import dev.curation.curation.BookTotals;
import dev.curation.curation.CuratorBook;
import dev.curation.money.ConservationException;
import dev.curation.time.BlockHour;
import org.jspecify.annotations.Nullable;

/**
 * A block's page in the books: what it changed, and what the sums were afterwards.
 *
 * @param changes null where they are too many for one document: then the block is a checkpoint
 * @param totals the sums after the block
 * @param pages number of pages of the whole book after the block; 0: it is no checkpoint
 * @param checksum of those pages; empty where there are none
 * @param usersWritten whether the block's user documents were written
 * @param rulesVersion the rules by which the block was computed
 */
public record BookRecord(
    BlockHour hour,
    @Nullable BlockChanges changes,
    BookTotals totals,
    int pages,
    String checksum,
    boolean usersWritten,
    int rulesVersion) {

  public boolean isCheckpoint() {
    return pages > 0;
  }

  /**
   * The book after the block.
   *
   * @param before the book before it
   * @throws ConservationException if it does not come to the stored sums
   */
  public CuratorBook roll(CuratorBook before, Books books) {
    if (changes == null) {
      return books.checkpoint(this);
    }
    CuratorBook after = before.after(changes);
    if (!after.totals().equals(totals)) {
      throw new ConservationException(
          "block " + hour + " comes to " + after.totals() + ", but the books say " + totals);
    }
    return after;
  }
}
