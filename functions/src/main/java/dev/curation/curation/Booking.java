package dev.curation.curation;

import dev.curation.ledger.LedgerEvent;
import dev.curation.money.Votes;
import org.jspecify.annotations.Nullable;

/**
 * An event as one block counts it.
 *
 * @param isReversal whether the block takes the event back: it was orphaned after its own block was
 *     sealed
 * @param votesTaken of the reversal of a removal: the votes it really took; null: all it asked for
 */
public record Booking(LedgerEvent event, boolean isReversal, @Nullable Votes votesTaken) {
  public static Booking of(LedgerEvent event) {
    return new Booking(event, false, null);
  }

  public static Booking reversalOf(LedgerEvent event, @Nullable Votes votesTaken) {
    return new Booking(event, true, votesTaken);
  }
}
