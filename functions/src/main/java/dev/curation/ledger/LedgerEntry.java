package dev.curation.ledger;

import dev.curation.money.Votes;
import dev.curation.time.BlockHour;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event with its bookkeeping.
 *
 * @param isAggregated whether the results take account of the event as it stands now
 * @param isDeleted whether a reorganisation took it away
 * @param countedIn the block that counts it; null while none does
 * @param reversedIn the block that counts its reversal: it was orphaned after its block was sealed
 * @param votesTaken what a removal really took where that was less than it asked for
 * @param past where it counted before, oldest first; its last count alone is in {@code countedIn}
 * @param updateTime when the document was last written
 */
public record LedgerEntry(
    LedgerEvent event,
    boolean isAggregated,
    boolean isDeleted,
    @Nullable BlockHour countedIn,
    @Nullable BlockHour reversedIn,
    @Nullable Votes votesTaken,
    List<PastCount> past,
    Instant updateTime) {
  public LedgerEntry {
    past = List.copyOf(past);
  }

  /** The same as it was before it counted the last time. */
  public LedgerEntry beforeLastCount() {
    PastCount last = past.getLast();
    return new LedgerEntry(
        event,
        isAggregated,
        isDeleted,
        last.countedIn(),
        last.reversedIn(),
        last.votesTaken(),
        past.subList(0, past.size() - 1),
        updateTime);
  }
}
