package dev.curation.lanes;

import dev.curation.audit.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit of a lane found.
 *
 * @param lane its id
 * @param denoms what each denomination comes to
 * @param documents how many stored documents were compared
 * @param differences how many there are
 * @param first the first of them
 * @param notAudited why nothing could be said; null: something was
 */
public record LaneReport(
    String lane,
    List<OfDenom> denoms,
    long documents,
    long differences,
    List<Difference> first,
    @Nullable String notAudited) {
  public LaneReport {
    denoms = List.copyOf(denoms);
    first = List.copyOf(first);
  }

  /**
   * A denomination.
   *
   * @param isReplayed whether the accrual side was computed again, block by block; otherwise only
   *     its sums were compared with each other
   * @param blocks how many were computed again
   * @param batches how many were compared
   * @param settlements how many were computed again
   * @param terms of invariant A, in atto
   * @param externals how much of the payout side's inbox no live transfer explains
   * @param external the first of that, one by one
   */
  public record OfDenom(
      String denom,
      boolean isReplayed,
      long blocks,
      long batches,
      long settlements,
      Terms terms,
      long externals,
      List<External> external) {}

  /**
   * Invariant A (specs/settlement.md, 6): what came in, and where it is; all in atto.
   *
   * @param difference left less right; 0 where it holds
   */
  public record Terms(
      List<Term> left, List<Term> right, String leftAtto, String rightAtto, String difference) {}

  public record Term(String name, String atto) {}

  /** Money in the inbox that no live transfer explains. */
  public record External(String document, String state, String amountWei) {}

  /** Whether all is as it should be. */
  public boolean isClean() {
    return differences == 0 && notAudited == null;
  }

  static LaneReport notAudited(String lane, String reason) {
    return new LaneReport(lane, List.of(), 0, 0, List.of(), reason);
  }
}
