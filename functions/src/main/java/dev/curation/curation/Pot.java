package dev.curation.curation;

import dev.curation.money.Wei;

/**
 * What a block shares out (specs/curation.md, Block 3): its fees and the carry before it, less what
 * is to be booked back.
 *
 * @param amount what is shared
 * @param shortfall what was to be booked back beyond that: later fees make up for it first
 */
public record Pot(Wei amount, Wei shortfall) {

  /**
   * The pot of the block after the totals.
   *
   * @param fees sum of the block's sale fees
   * @param reversedFees sum of the fees booked back in it
   */
  public static Pot of(BookTotals before, Wei fees, Wei reversedFees) {
    Wei income = fees.plus(before.carry());
    Wei owed = reversedFees.plus(before.shortfall());
    Wei kept = income.min(owed);
    return new Pot(income.minus(kept), owed.minus(kept));
  }
}
