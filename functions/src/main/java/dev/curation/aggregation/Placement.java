package dev.curation.aggregation;

import dev.curation.ledger.LedgerEntry;
import dev.curation.time.BlockHour;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which blocks count an event (specs/curation.md, Late events and sealing).
 *
 * @param countedIn the block that counts it; null: none
 * @param reversedIn the block that takes it back: it was orphaned after its block was sealed
 */
record Placement(@Nullable BlockHour countedIn, @Nullable BlockHour reversedIn) {

  /**
   * Where the event belongs.
   *
   * @param sealedUntil the earliest hour that is not sealed
   */
  static Placement of(LedgerEntry entry, BlockHour sealedUntil) {
    BlockHour counted = entry.countedIn();
    if (counted == null || counted.compareTo(sealedUntil) >= 0) {
      return entry.isDeleted()
          ? new Placement(null, null)
          : new Placement(later(entry.event().position().hour(), sealedUntil), null);
    }
    BlockHour reversed = entry.reversedIn();
    boolean reversalSealed = reversed != null && reversed.compareTo(sealedUntil) < 0;
    if (entry.isDeleted()) {
      return new Placement(counted, reversalSealed ? reversed : sealedUntil);
    }
    // Back on the chain: an open reversal is dropped; after a sealed one it counts once more.
    return new Placement(reversalSealed ? sealedUntil : counted, null);
  }

  private static BlockHour later(BlockHour one, BlockHour other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Whether the event is marked with this placement already. */
  boolean isMarkedOn(LedgerEntry entry) {
    return Objects.equals(countedIn, entry.countedIn())
        && Objects.equals(reversedIn, entry.reversedIn());
  }
}
