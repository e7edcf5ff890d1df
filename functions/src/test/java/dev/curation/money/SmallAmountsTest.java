package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Both ends of the ranges of votes and wei, and means of votes per token. */
class SmallAmountsTest {
  private static final Votes MOST = Votes.of(Long.MAX_VALUE);

  @Test
  void shouldHoldNothing() {
    assertEquals(Votes.ZERO, new Votes(0));
    assertEquals(Votes.ZERO, Votes.ZERO.plus(Votes.ZERO));
    assertEquals(Wei.ZERO, Wei.of(BigInteger.ZERO));
    assertEquals(Wei.ZERO, Wei.ZERO.plus(Wei.ZERO));
  }

  @Test
  void shouldStopAtTheMostVotesWhereNoMoneyDependsOnTheSum() {
    assertEquals(Votes.of(5), Votes.of(2).plusAtMost(Votes.of(3)));
    assertEquals(Votes.ZERO, Votes.ZERO.plusAtMost(Votes.ZERO));
    assertEquals(MOST, Votes.of(Long.MAX_VALUE - 1).plusAtMost(Votes.of(1)));
    assertEquals(MOST, MOST.plusAtMost(Votes.of(1)));
    assertEquals(MOST, MOST.plusAtMost(MOST));
  }

  @Test
  void shouldShowTheNumberOfVotesInMessages() {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> MOST.plus(Votes.of(12)));
    assertEquals("9223372036854775807 + 12", e.value());
  }

  @Test
  void shouldWeighVotesPerTokenByVotesAndRoundDown() {
    VotesPerToken one = VotesPerToken.of(1);
    VotesPerToken four = VotesPerToken.of(4);
    assertEquals(BigInteger.valueOf(12_000_000), four.weight(Votes.of(3)));
    assertEquals(VotesPerToken.of(2), one.with(Votes.of(2), Votes.of(1), four));
    assertEquals("1.428571", one.with(Votes.of(6), Votes.of(1), four) + "");
    assertEquals(one, one.with(Votes.of(3), Votes.ZERO, four));
    assertEquals(four, one.with(Votes.ZERO, Votes.of(3), four));
    assertEquals(one, one.with(MOST, MOST, one));
  }

  @Test
  void shouldTakeTheVotesPerTokenOfWhoVotesWithNothing() {
    VotesPerToken four = VotesPerToken.of(4);
    assertEquals(four, VotesPerToken.ZERO.with(Votes.ZERO, Votes.ZERO, four));
  }
}
