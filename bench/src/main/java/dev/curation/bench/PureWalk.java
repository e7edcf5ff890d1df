package dev.curation.bench;

import dev.curation.curation.BlockEvents;
import dev.curation.curation.Booking;
import dev.curation.curation.CuratorAccount;
import dev.curation.curation.CuratorBook;
import dev.curation.ledger.LedgerEvent;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A whole ledger through the rules, without any database: block by block, period by period. */
final class PureWalk {
  private CuratorBook book = CuratorBook.EMPTY;
  private Wei earned = Wei.ZERO;
  private long userShares;
  private long periodUsers;

  private PureWalk() {}

  /**
   * Computes all blocks and periods.
   *
   * @throws Difference if the periods' users did not earn what the blocks distributed
   */
  static Figures of(List<LedgerEvent> events) {
    return new PureWalk().walk(byHour(events));
  }

  private static NavigableMap<BlockHour, List<Booking>> byHour(List<LedgerEvent> events) {
    NavigableMap<BlockHour, List<Booking>> hours = new TreeMap<>();
    for (LedgerEvent event : events) {
      hours
          .computeIfAbsent(event.position().hour(), hour -> new ArrayList<>())
          .add(Booking.of(event));
    }
    return hours;
  }

  private Figures walk(NavigableMap<BlockHour, List<Booking>> hours) {
    for (Map.Entry<BlockHour, List<Booking>> block : hours.entrySet()) {
      BlockHour hour = block.getKey();
      book = book.after(BlockEvents.apply(book, hour, block.getValue()).changes());
      userShares += book.totals().curators();
      BlockHour next = hours.higherKey(hour);
      if (next == null || !next.week().equals(hour.week())) {
        endPeriod();
      }
    }
    Difference.check("what the periods' users earned", book.totals().distributed(), earned);
    return new Figures(
        book.totals().blocks(),
        userShares,
        periodUsers,
        book.totals().fees().toString(),
        book.totals().carry().toString());
  }

  private void endPeriod() {
    for (CuratorAccount account : book.accounts()) {
      if (account.isPeriodUser()) {
        periodUsers++;
        earned = earned.plus(account.periodAccrued());
      }
    }
  }
}
