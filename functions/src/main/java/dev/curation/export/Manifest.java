package dev.curation.export;

import dev.curation.curation.BookTotals;
import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.util.List;
import java.util.SortedSet;

/**
 * What an export holds; it says nothing of when or where it was made, so the same facts give the
 * same bytes.
 *
 * @param from the first hour, ISO 8601
 * @param to the end: the first hour behind it
 * @param isSealed whether all of it is final
 * @param rulesVersions the rules by which its blocks were computed
 * @param ledgerHash docs/audit.md, Ledger hash
 */
public record Manifest(
    String collection,
    String format,
    String from,
    String to,
    boolean isSealed,
    SortedSet<Integer> rulesVersions,
    String ledgerHash,
    Totals totals,
    String conservation,
    List<RowFile.Entry> files) {

  /**
   * Sums over the range.
   *
   * @param events lines of the ledger: what blocks count and what they take back
   */
  public record Totals(
      long events,
      long blocks,
      long periods,
      String feesWei,
      String reversedFeesWei,
      String distributedWei,
      String carryBeforeWei,
      String carryAfterWei,
      String shortfallBeforeWei,
      String shortfallAfterWei) {

    static Totals of(long events, long periods, BookTotals before, BookTotals after) {
      return new Totals(
          events,
          after.blocks() - before.blocks(),
          periods,
          after.fees().minus(before.fees()).toString(),
          after.reversedFees().minus(before.reversedFees()).toString(),
          after.distributed().minus(before.distributed()).toString(),
          before.carry().toString(),
          after.carry().toString(),
          before.shortfall().toString(),
          after.shortfall().toString());
    }

    /**
     * The conservation equation of the range.
     *
     * @throws ConservationException if it does not hold
     */
    String conservation() {
      Wei in = wei(carryBeforeWei).plus(wei(feesWei)).plus(wei(shortfallAfterWei));
      Wei out =
          wei(distributedWei)
              .plus(wei(carryAfterWei))
              .plus(wei(reversedFeesWei))
              .plus(wei(shortfallBeforeWei));
      if (!in.equals(out)) {
        throw new ConservationException("the range takes in " + in + " and gives out " + out);
      }
      return "carryBefore + fees + shortfallAfter = distributed + carryAfter + reversedFees"
          + " + shortfallBefore = "
          + in;
    }

    private static Wei wei(String digits) {
      return Wei.parse("wei", digits);
    }
  }
}
