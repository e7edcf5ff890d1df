package dev.curation.aggregation;

import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.PastCount;
import dev.curation.money.Votes;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks count an event (specs/curation.md, Late events and sealing).
 *
 * @param countedIn the block that counts it; null: none
 * @param reversedIn the block that takes it back: it was orphaned after its block was sealed
 * @param votesTaken what a removal really took in {@code countedIn}, if that is sealed
 * @param past where it counted before
 */
record Placement(
    @Nullable BlockHour countedIn,
    @Nullable BlockHour reversedIn,
    @Nullable Votes votesTaken,
    List<PastCount> past) {

  /**
   * Where the event belongs.
   *
   * @param sealedUntil the earliest hour that is not sealed
   */
  static Placement of(LedgerEntry entry, BlockHour sealedUntil) {
    BlockHour counted = entry.countedIn();
    if (counted == null || counted.compareTo(sealedUntil) >= 0) {
      if (!entry.past().isEmpty()) {
        // What it counts now is open, so what it counted before decides.
        return of(entry.beforeLastCount(), sealedUntil);
      }
      return entry.isDeleted()
          ? new Placement(null, null, null, List.of())
          : countedIn(later(entry.event().position().hour(), sealedUntil), List.of());
    }
    BlockHour reversed = entry.reversedIn();
    boolean reversalSealed = reversed != null && reversed.compareTo(sealedUntil) < 0;
    if (entry.isDeleted()) {
      BlockHour takenBack = reversalSealed ? reversed : sealedUntil;
      return new Placement(counted, takenBack, entry.votesTaken(), entry.past());
    }
    // Back on the chain: an open reversal is dropped; after a sealed one it counts once more.
    if (reversed != null && reversalSealed) {
      List<PastCount> past = new ArrayList<>(entry.past());
      past.add(new PastCount(counted, reversed, entry.votesTaken()));
      return countedIn(sealedUntil, past);
    }
    return new Placement(counted, null, entry.votesTaken(), entry.past());
  }

  private static Placement countedIn(BlockHour open, List<PastCount> past) {
    return new Placement(open, null, null, past);
  }

  private static BlockHour later(BlockHour one, BlockHour other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Whether the event is marked with this placement already. */
  boolean isMarkedOn(LedgerEntry entry) {
    return Objects.equals(countedIn, entry.countedIn())
        && Objects.equals(reversedIn, entry.reversedIn())
        && past.equals(entry.past());
  }
}
