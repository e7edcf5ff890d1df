package dev.curation.curation;

import static dev.curation.curation.Walk.ALICE;
import static dev.curation.curation.Walk.BOB;
import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.money.ConservationException;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The sum of all sale fees = the sum of all users' totals + the carry. */
class ConservationTest {
  private final Walk walk = new Walk();

  private static Wei sumOfTotals(CuratorBook book) {
    Wei sum = Wei.ZERO;
    for (CuratorAccount account : book.accounts()) {
      sum = sum.plus(account.totalAccrued());
    }
    return sum;
  }

  @Test
  void shouldHoldAfterEachBlockOfRandomLedgers() {
    for (int seed = 0; seed < 60; seed++) {
      Map<BlockHour, List<Booking>> hours = new TreeMap<>();
      for (LedgerEvent event : new RandomLedger(seed).events(80, 6, 50)) {
        hours
            .computeIfAbsent(event.position().hour(), hour -> new ArrayList<>())
            .add(Booking.of(event));
      }
      Walk any = new Walk();
      Wei fees = Wei.ZERO;
      for (Map.Entry<BlockHour, List<Booking>> each : hours.entrySet()) {
        any.block(each.getKey(), each.getValue());
        for (Booking booking : each.getValue()) {
          if (booking.event() instanceof Sale sale) {
            fees = fees.plus(sale.protocolFee());
          }
        }
        assertEquals(fees, sumOfTotals(any.book).plus(any.book.totals().carry()), "seed " + seed);
      }
    }
  }

  @Test
  void shouldTakeAReversedFeeFromThePotAndFromLaterOnesWhereThePotIsTooSmall() {
    Sale sale = sale(0, 100);
    walk.block(vote(0, ALICE, 1), sale);
    walk.block(Walk.hour(1), List.of(Booking.reversalOf(sale, null), Booking.of(sale(HOUR, 30))));
    assertEquals("0", walk.share(ALICE));
    assertEquals(Wei.of(70), walk.book.totals().shortfall());
    walk.block(sale(2 * HOUR, 90));
    assertEquals("20", walk.share(ALICE));
    assertEquals(Wei.ZERO, walk.book.totals().shortfall());
    assertEquals("120", walk.total(ALICE), "100 + 30 - 100 + 90");
  }

  @Test
  void shouldRefuseABookWhoseAccountsDoNotAddUpToItsTotals() {
    walk.block(vote(0, ALICE, 1), vote(0, BOB, 1), sale(1, 100));
    CuratorBook book = walk.book;
    BlockHour newest = Objects.requireNonNull(book.newest());
    assertEquals(book, CuratorBook.of(newest, book.totals(), book.accounts()));
    List<CuratorAccount> less = book.accounts().subList(0, 1);
    assertThrows(ConservationException.class, () -> CuratorBook.of(newest, book.totals(), less));
  }

  @Test
  void shouldRefuseTotalsThatLoseOrInventMoney() {
    walk.block(vote(0, ALICE, 1), sale(1, 100));
    BookTotals good = walk.book.totals();
    for (BookTotals bad :
        List.of(
            totals(good, Wei.of(101), good.carry(), good.shortfall()),
            totals(good, good.fees(), Wei.of(1), good.shortfall()),
            totals(good, good.fees(), good.carry(), Wei.of(1)))) {
      ConservationException e =
          assertThrows(
              ConservationException.class,
              () -> CuratorBook.of(Walk.hour(0), bad, walk.book.accounts()));
      assertTrue(e.toString().contains("book " + Walk.hour(0)), e.toString());
    }
  }

  private static BookTotals totals(BookTotals like, Wei fees, Wei carry, Wei shortfall) {
    return new BookTotals(
        like.blocks(),
        fees,
        like.blockFees(),
        like.periodFees(),
        like.reversedFees(),
        like.distributed(),
        carry,
        shortfall,
        like.votes(),
        like.curators(),
        like.periodDistributed(),
        like.weightedVotes(),
        like.voteHours(),
        like.periodVoteHours());
  }

  @Test
  void shouldRefuseChangesWhoseVotesDoNotAddUp() {
    walk.block(vote(0, ALICE, 1), sale(1, 100));
    BlockChanges bad =
        new BlockChanges(
            Walk.hour(1),
            Wei.ZERO,
            Wei.ZERO,
            Votes.of(5),
            Votes.ZERO,
            List.of(new VoteChange(BOB, Votes.of(4), VotesPerToken.ZERO, 1, 1)));
    assertThrows(ConservationException.class, () -> walk.book.after(bad));
  }

  @Test
  void shouldRefuseABlockThatIsNotLaterThanTheNewest() {
    walk.block(sale(HOUR, 100));
    assertThrows(IllegalArgumentException.class, () -> walk.block(sale(HOUR, 1)));
    assertThrows(IllegalArgumentException.class, () -> walk.block(sale(0, 1)));
  }
}
