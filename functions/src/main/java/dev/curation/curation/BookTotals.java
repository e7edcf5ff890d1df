package dev.curation.curation;

import dev.curation.money.Votes;
import dev.curation.money.Wei;

/**
 * The sums of a curator book.
 *
 * @param blocks number of blocks so far
 * @param fees sum of all block fees
 * @param blockFees fees of the newest block
 * @param periodFees sum of the fees of the blocks of the newest block's period
 * @param reversedFees sum of all fees booked back
 * @param distributed sum of all curators' totals
 * @param carry what the newest block leaves for the next pot
 * @param shortfall what was booked back beyond the pot: later fees make up for it first
 * @param votes votes held by all curators
 * @param curators number of curators with votes
 */
public record BookTotals(
    long blocks,
    Wei fees,
    Wei blockFees,
    Wei periodFees,
    Wei reversedFees,
    Wei distributed,
    Wei carry,
    Wei shortfall,
    Votes votes,
    int curators) {
  static final BookTotals EMPTY =
      new BookTotals(
          0, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Wei.ZERO, Votes.ZERO, 0);

  /**
   * The conservation equation: fees - reversed fees = curators' totals + carry - shortfall.
   *
   * @throws ConservationException if it does not hold
   */
  void check(String where) {
    if (!fees.plus(shortfall).equals(distributed.plus(carry).plus(reversedFees))) {
      throw new ConservationException(
          where
              + ": fees "
              + fees
              + " + shortfall "
              + shortfall
              + " differ from distributed "
              + distributed
              + " + carry "
              + carry
              + " + reversed "
              + reversedFees);
    }
  }
}
