package dev.curation.curation;

import dev.curation.money.PercentChange;
import java.util.List;

/**
 * The counts of a block that no money depends on (specs/curation.md, Block 2 and 7).
 *
 * @param curatorsAdded curators with votes after the block and none before
 * @param curatorsRemoved curators with votes before the block and none after
 */
public record BlockStatistics(
    int curatorsAdded,
    int curatorsRemoved,
    double curatorsPercentChange,
    double votesPercentChange) {

  /** Compares the books on both sides of a block. */
  public static BlockStatistics of(CuratorBook before, BlockChanges changes, CuratorBook after) {
    int added = 0;
    int removed = 0;
    List<VoteChange> moved = changes.voteChanges();
    for (VoteChange change : moved) {
      CuratorAccount account = before.account(change.address());
      boolean heldBefore = account != null && account.isListed();
      boolean holdsAfter = !change.votes().isZero();
      added += !heldBefore && holdsAfter ? 1 : 0;
      removed += heldBefore && !holdsAfter ? 1 : 0;
    }
    return new BlockStatistics(
        added,
        removed,
        PercentChange.display(before.totals().curators(), after.totals().curators()),
        PercentChange.display(before.totals().votes().count(), after.totals().votes().count()));
  }
}
