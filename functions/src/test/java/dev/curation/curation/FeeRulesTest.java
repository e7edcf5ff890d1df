package dev.curation.curation;

import static dev.curation.curation.Walk.ALICE;
import static dev.curation.curation.Walk.BOB;
import static dev.curation.curation.Walk.CAROL;
import static dev.curation.ledger.Facts.HOUR;
import static dev.curation.ledger.Facts.sale;
import static dev.curation.ledger.Facts.unvote;
import static dev.curation.ledger.Facts.vote;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.curation.money.Wei;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** specs/curation.md, Block 3 to 5: fees, pot, shares, carry and totals. */
class FeeRulesTest {
  private final Walk walk = new Walk();

  @Test
  void shouldSumTheFeesOfTheBlocksSales() {
    walk.block(sale(0, 5), sale(59, 7), vote(3, ALICE, 1));
    assertEquals(Wei.of(12), walk.book.totals().blockFees());
    walk.block(vote(HOUR, BOB, 1));
    assertEquals(Wei.ZERO, walk.book.totals().blockFees());
  }

  @Test
  void shouldShareThePotByVotesRoundedDownAndCarryTheDust() {
    walk.block(vote(0, ALICE, 1), vote(1, BOB, 1), vote(2, CAROL, 1), sale(3, 100));
    assertEquals("33", walk.share(ALICE));
    assertEquals("33", walk.share(BOB));
    assertEquals("33", walk.share(CAROL));
    assertEquals("1", walk.carry());
  }

  @Test
  void shouldAddTheCarryOfThePreviousBlockToThePot() {
    walk.block(vote(0, ALICE, 1), vote(1, BOB, 1), sale(3, 3));
    assertEquals("1", walk.carry());
    walk.block(sale(2 * HOUR, 5));
    assertEquals("3", walk.share(ALICE), "half of 5 + 1");
    assertEquals("0", walk.carry());
  }

  @Test
  void shouldShareTheCarryInABlockWithoutASale() {
    walk.block(sale(0, 100));
    walk.block(vote(HOUR, ALICE, 1));
    assertEquals("100", walk.share(ALICE));
    assertEquals(Wei.ZERO, walk.book.totals().blockFees());
  }

  @Test
  void shouldCarryOverWhenNobodyVotes() {
    walk.block(sale(0, 100));
    assertEquals("100", walk.carry());
    walk.block(sale(HOUR, 11));
    assertEquals("111", walk.carry());
    assertEquals(Wei.ZERO, walk.book.totals().distributed());
  }

  @Test
  void shouldGiveAShareToOneWhoVotesAfterTheSaleOfTheSameHour() {
    walk.block(sale(0, 100), vote(59, ALICE, 1));
    assertEquals("100", walk.share(ALICE));
  }

  @Test
  void shouldGiveNothingToOneWhoLeftBeforeTheHourEnded() {
    walk.block(vote(0, ALICE, 1), vote(0, BOB, 1));
    walk.block(sale(HOUR, 100), unvote(HOUR + 59, BOB, 1));
    assertEquals("100", walk.share(ALICE));
    assertEquals("0", walk.share(BOB));
  }

  @Test
  void shouldBeExactForTheLargestPotAndTheMostVotes() {
    Wei most = Wei.of(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
    walk.block(vote(0, ALICE, Long.MAX_VALUE - 1), vote(0, BOB, 1), sale(1, most));
    BigInteger bob = most.value().divide(BigInteger.valueOf(Long.MAX_VALUE));
    assertEquals(bob.toString(), walk.share(BOB));
    assertEquals(most, walk.account(ALICE).totalAccrued().plus(Wei.of(bob)).plus(Wei.of(carry())));
  }

  private BigInteger carry() {
    return walk.book.totals().carry().value();
  }

  @Test
  void shouldSumTheFeesOfAllBlocksAndTheSharesOfEachUser() {
    walk.block(vote(0, ALICE, 1), sale(1, 10));
    walk.block(vote(HOUR, BOB, 1), sale(HOUR, 10));
    walk.block(sale(5 * HOUR, 4));
    assertEquals(Wei.of(24), walk.book.totals().fees());
    assertEquals("17", walk.total(ALICE));
    assertEquals("7", walk.total(BOB));
  }

  @Test
  void shouldKeepOnTheBooksWhatWasAccruedByOneWhoLeftAndContinueFromItOnReturn() {
    // Stricter than the source, which restarts at 0.
    walk.block(vote(0, ALICE, 1), sale(1, 10));
    walk.block(unvote(HOUR, ALICE, 1), sale(HOUR, 7));
    assertFalse(walk.account(ALICE).isListed());
    assertEquals("10", walk.total(ALICE));
    walk.block(vote(3 * HOUR, ALICE, 1), sale(3 * HOUR, 5));
    assertEquals("22", walk.total(ALICE), "10 + 5 and the carry of 7");
  }
}
