package dev.curation.curation;

import dev.curation.money.ConservationException;
import dev.curation.money.VoteHours;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

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
 * @param periodDistributed sum of all shares of the blocks of the newest block's period
 * @param weightedVotes sum of votes times votes per token, in millionths
 * @param voteHours of all hours from the first block's to the newest's
 * @param periodVoteHours of the hours of the newest block's period up to the newest block's
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
    int curators,
    Wei periodDistributed,
    BigInteger weightedVotes,
    VoteHours voteHours,
    VoteHours periodVoteHours) {
  static final BookTotals EMPTY =
      new BookTotals(
          0,
          Wei.ZERO,
          Wei.ZERO,
          Wei.ZERO,
          Wei.ZERO,
          Wei.ZERO,
          Wei.ZERO,
          Wei.ZERO,
          Votes.ZERO,
          0,
          Wei.ZERO,
          BigInteger.ZERO,
          VoteHours.ZERO,
          VoteHours.ZERO);

  /**
   * Vote-hours from the first block's hour to a later time, with the votes carried over since the
   * newest block.
   *
   * @param newest the newest block
   * @param end a whole hour, not before the newest block's end, milliseconds
   */
  public VoteHours voteHoursUntil(BlockHour newest, long end) {
    return voteHours.plusHours(votes, weightedVotes, (end - newest.end()) / BlockHour.MILLIS);
  }

  /**
   * The vote-hours after a block that leaves these votes.
   *
   * @param newest the block before; null: there is none
   */
  VoteHours voteHoursWith(
      @Nullable BlockHour newest, BlockHour hour, Votes held, BigInteger weighted) {
    VoteHours carried = newest == null ? VoteHours.ZERO : voteHoursUntil(newest, hour.start());
    return carried.plusHours(held, weighted, 1);
  }

  /** The same of the block's period alone. */
  VoteHours periodVoteHoursWith(
      @Nullable BlockHour newest, BlockHour hour, Votes held, BigInteger weighted) {
    long weekStart = hour.week().start();
    boolean continues = newest != null && newest.start() >= weekStart;
    long from = newest != null && continues ? newest.end() : weekStart;
    return (continues ? periodVoteHours : VoteHours.ZERO)
        .plusHours(votes, weightedVotes, (hour.start() - from) / BlockHour.MILLIS)
        .plusHours(held, weighted, 1);
  }

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
