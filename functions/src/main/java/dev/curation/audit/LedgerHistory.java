package dev.curation.audit;

import dev.curation.chain.CollectionId;
import dev.curation.curation.CuratorBook;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.ledger.Ledger;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.time.InstantSource;

/**
 * The books of a collection as they follow from its ledger alone, computed in one pass from the
 * first event; for those who do not want to take the stored books' word.
 */
public final class LedgerHistory {
  private final History history;
  private final long events;

  private LedgerHistory(History history, long events) {
    this.history = history;
    this.events = events;
  }

  /**
   * Reads the whole ledger.
   *
   * @throws dev.curation.store.MalformedDocumentException if an event cannot be read
   * @throws dev.curation.errors.InvalidValueException if a sum exceeds its range
   */
  public static LedgerHistory of(Store store, CollectionId collection, InstantSource clock) {
    Marks marks = new Marks(new BlockHour(0), new Findings(0));
    new Reading(store, clock)
        .each(
            after -> Queries.page(collection, Paths.LEDGER, after, Reading.PAGE),
            page -> page.forEach(event -> marks.add(event, Ledger.entry(event))));
    return new LedgerHistory(History.of(marks.events()), marks.count());
  }

  /** How many events the ledger holds. */
  public long events() {
    return events;
  }

  /** The book as it was before an hour; cheap in the order of hours. */
  public CuratorBook before(BlockHour hour) {
    return history.bookAfter(history.countBefore(hour) - 1);
  }
}
