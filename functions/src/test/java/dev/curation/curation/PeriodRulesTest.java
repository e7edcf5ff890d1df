package dev.curation.curation;

import static dev.curation.curation.Walk.ALICE;
import static dev.curation.curation.Walk.BOB;
import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.WEEK;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.money.Wei;
import org.junit.jupiter.api.Test;

/** specs/curation.md, Period: the sums of a week that the book rolls along. */
class PeriodRulesTest {
  private final Walk walk = new Walk();

  private String ofPeriod(Address user) {
    return walk.account(user).periodAccrued().toString();
  }

  @Test
  void shouldSumFeesAndSharesOfTheWeeksBlocks() {
    walk.block(vote(0, ALICE, 1), sale(0, 10));
    walk.block(sale(3 * HOUR, 5));
    walk.block(sale(WEEK - 1, 6));
    assertEquals(Wei.of(21), walk.book.totals().periodFees());
    assertEquals("21", ofPeriod(ALICE));
  }

  @Test
  void shouldBeginAgainOnSundayMidnight() {
    walk.block(vote(0, ALICE, 1));
    walk.block(sale(WEEK - 1, 10));
    walk.block(sale(WEEK, 5));
    assertEquals(Wei.of(5), walk.book.totals().periodFees());
    assertEquals(Wei.of(15), walk.book.totals().fees());
    assertEquals("5", ofPeriod(ALICE));
    assertEquals("15", walk.total(ALICE));
  }

  @Test
  void shouldRollOverWeeksWithoutBlocks() {
    walk.block(vote(0, ALICE, 1), sale(0, 10));
    walk.block(sale(5 * WEEK, 7));
    assertEquals(Wei.of(7), walk.book.totals().periodFees());
    assertEquals("7", ofPeriod(ALICE));
  }

  @Test
  void shouldKeepAUserOfThePeriodWhoLeftWithinIt() {
    walk.block(vote(0, ALICE, 1), vote(0, BOB, 1), sale(0, 10));
    walk.block(unvote(HOUR, BOB, 1), sale(HOUR, 100));
    assertTrue(walk.account(BOB).isPeriodUser());
    assertEquals("5", ofPeriod(BOB));
    assertEquals("5", walk.total(BOB));
  }

  @Test
  void shouldNotCountOneWhoLeftBeforeTheWeekOrInItsFirstBlock() {
    walk.block(vote(0, ALICE, 1), vote(0, BOB, 1), sale(0, 10));
    walk.block(unvote(WEEK, BOB, 1), sale(WEEK, 100));
    assertFalse(walk.account(BOB).isPeriodUser());
    assertEquals("0", ofPeriod(BOB));
    assertTrue(walk.account(ALICE).isPeriodUser());
  }

  @Test
  void shouldCountOneWithVotesWhoseShareIsNothing() {
    walk.block(vote(0, ALICE, 1));
    assertTrue(walk.account(ALICE).isPeriodUser());
    assertEquals("0", ofPeriod(ALICE));
  }
}
