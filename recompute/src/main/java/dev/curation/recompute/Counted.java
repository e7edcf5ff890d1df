package dev.curation.recompute;

import dev.curation.chain.CollectionId;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.PastCount;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a block of a collection counts an event, or takes it back.
 *
 * @param collection id of the collection
 * @param hour the block
 * @param isReversal whether the block takes the event back
 */
record Counted(String collection, BlockHour hour, boolean isReversal, LedgerEvent event) {
  /** The order in which a collection's events count. */
  static final Comparator<Counted> ORDER =
      Comparator.comparing(Counted::hour)
          .thenComparing(Counted::event, LedgerEvent.CHAIN_ORDER)
          .thenComparing(Counted::isReversal);

  /** An event that nothing is known of but itself: it counts in its own hour. */
  static Counted of(CollectionId collection, LedgerEvent event) {
    return new Counted(collection.toString(), event.position().hour(), false, event);
  }

  /** All blocks that count an event of the ledger or take it back, by its bookings. */
  static List<Counted> of(CollectionId collection, LedgerEntry entry) {
    List<Counted> counts = new ArrayList<>();
    for (PastCount past : entry.past()) {
      add(counts, collection, entry.event(), past.countedIn(), past.reversedIn());
    }
    if (entry.countedIn() != null) {
      add(counts, collection, entry.event(), entry.countedIn(), entry.reversedIn());
    }
    return counts;
  }

  private static void add(
      List<Counted> counts,
      CollectionId collection,
      LedgerEvent event,
      BlockHour counted,
      @Nullable BlockHour reversed) {
    counts.add(new Counted(collection.toString(), counted, false, event));
    if (reversed != null) {
      counts.add(new Counted(collection.toString(), reversed, true, event));
    }
  }
}
