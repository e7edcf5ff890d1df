package dev.curation.replay;

import dev.curation.chain.CollectionId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.store.Store;
import java.util.List;
import java.util.function.IntConsumer;

/** Appends a whole ledger, and says so to the watermark only when all of it is there. */
public final class Replay {
  private static final int CHUNK = 1_000;
  private static final String SOURCE = "replay";

  private final Store store;
  private final CollectionId collection;

  public Replay(Store store, CollectionId collection) {
    this.store = store;
    this.collection = collection;
  }

  /**
   * Appends the events that are not in the ledger yet.
   *
   * @param now milliseconds
   * @param progress told of the number of events done, chunk by chunk
   * @return how many were added
   */
  public int append(List<LedgerEvent> events, long now, IntConsumer progress) {
    Watermark watermark = new Watermark(store, collection);
    watermark.advance(SOURCE, 0);
    Ledger ledger = new Ledger(store, collection);
    int added = 0;
    for (int next = 0; next < events.size(); next += CHUNK) {
      List<LedgerEvent> chunk = events.subList(next, Math.min(events.size(), next + CHUNK));
      added += ledger.append(chunk, now);
      progress.accept(chunk.size());
    }
    events.stream()
        .mapToLong(event -> event.position().timestamp())
        .max()
        .ifPresent(last -> watermark.advance(SOURCE, last));
    return added;
  }
}
