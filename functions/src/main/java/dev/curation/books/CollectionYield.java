package dev.curation.books;

import dev.curation.apr.Apr;
import dev.curation.apr.TokenPrice;
import dev.curation.curation.BookTotals;
import dev.curation.money.VoteHours;
import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.store.Fields;
import dev.curation.time.BlockHour;
import dev.curation.time.Week;
import java.math.BigInteger;
import java.util.Optional;

/** The yields of a collection: of a block, of a period, of the last seven days (docs/apr.md). */
public final class CollectionYield {
  /** The window of the last days, in hours. */
  public static final int TRAILING_HOURS = 7 * 24;

  private CollectionYield() {}

  /**
   * Of one hour.
   *
   * @param block a document of {@code curationBlockRewards}
   */
  public static Fields ofBlock(Fields block, TokenPrice price) {
    VoteHours held =
        VoteHours.ZERO.plusHours(
            Votes.of(block.integer("numCuratorVotes")), weightedVotes(block), 1);
    Apr apr = new Apr(wei(block, "blockDistributedWei"), held, 1, price, BlockHour.MILLIS);
    return Yield.of(apr, block.integer("timestamp"), true);
  }

  /**
   * Of a week, or of its hours so far.
   *
   * @param period a document of {@code curationPeriods}
   * @param now the hour that holds it is the last to count, milliseconds
   */
  public static Fields ofPeriod(Fields period, TokenPrice price, long now) {
    Week week = new Week(period.integer("timestamp"));
    BlockHour newest = new BlockHour(period.integer("newestBlock"));
    long end = Math.max(newest.end(), Math.min(week.end(), BlockHour.of(now).end()));
    VoteHours held =
        BookCodec.voteHours(period.map("voteHours"))
            .plusHours(
                Votes.of(period.integer("numCuratorVotes")),
                weightedVotes(period),
                hours(newest.end(), end));
    Apr apr =
        new Apr(
            wei(period, "periodDistributedWei"),
            held,
            hours(week.start(), end),
            price,
            end - week.start());
    return Yield.of(apr, week.start(), true);
  }

  /**
   * The first hour of the seven days before a time; the first of all hours where they are not over.
   */
  public static BlockHour trailingFrom(long end) {
    return new BlockHour(Math.max(0, end - TRAILING_HOURS * BlockHour.MILLIS));
  }

  /**
   * Of the seven days before a time.
   *
   * @param newest the newest block before {@code end}
   * @param totals the sums after it
   * @param before the newest record before the seven days; empty where there is none
   * @param end a whole hour, milliseconds
   */
  public static Fields trailing(
      BlockHour newest,
      BookTotals totals,
      Optional<BookRecord> before,
      long end,
      TokenPrice price) {
    long start = end - TRAILING_HOURS * BlockHour.MILLIS;
    VoteHours held = totals.voteHoursUntil(newest, end).minus(voteHours(before, start));
    Wei interest =
        totals.distributed().minus(before.map(r -> r.totals().distributed()).orElse(Wei.ZERO));
    Apr apr = new Apr(interest, held, TRAILING_HOURS, price, end - start);
    return Yield.of(apr, start, true);
  }

  private static VoteHours voteHours(Optional<BookRecord> record, long end) {
    if (record.isEmpty()) {
      return VoteHours.ZERO;
    }
    BookTotals totals = record.get().totals();
    return totals.voteHoursUntil(record.get().hour(), end);
  }

  private static long hours(long from, long to) {
    return (to - from) / BlockHour.MILLIS;
  }

  private static Wei wei(Fields fields, String name) {
    return Wei.parse(name, fields.string(name));
  }

  private static BigInteger weightedVotes(Fields fields) {
    return BookCodec.whole(fields, "weightedVotes");
  }
}
