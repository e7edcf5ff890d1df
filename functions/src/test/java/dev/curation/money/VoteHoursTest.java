package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class VoteHoursTest {
  private static VoteHours of(long votes, long weighted) {
    return new VoteHours(BigInteger.valueOf(votes), BigInteger.valueOf(weighted));
  }

  @Test
  void shouldSumVotesOverTheHoursInWhichTheyWereHeld() {
    // 10 votes at 2 per token for an hour, then 30 at 4 per token for five.
    VoteHours sum =
        VoteHours.ZERO
            .plusHours(Votes.of(10), BigInteger.valueOf(20_000_000), 1)
            .plusHours(Votes.of(30), BigInteger.valueOf(120_000_000), 5);
    assertEquals(of(160, 620_000_000), sum);
    assertEquals(sum, sum.plusHours(Votes.of(7), BigInteger.TEN, 0));
  }

  @Test
  void shouldTakeOneSumFromAnother() {
    assertEquals(of(5, 7), of(15, 8).minus(of(10, 1)));
    assertEquals(of(15, 8), of(5, 7).plus(of(10, 1)));
    assertThrows(InvalidValueException.class, () -> of(5, 7).minus(of(6, 7)));
    assertThrows(InvalidValueException.class, () -> of(5, 7).minus(of(5, 8)));
  }

  @Test
  void shouldHoldTheMostVotesForAnyTime() {
    BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
    assertEquals(
        new VoteHours(most.multiply(most), BigInteger.ZERO),
        VoteHours.ZERO.plusHours(Votes.of(Long.MAX_VALUE), BigInteger.ZERO, Long.MAX_VALUE));
  }

  @Test
  void shouldNameWhatIsNegative() {
    assertEquals(
        "voteHours.votes", assertThrows(InvalidValueException.class, () -> of(-1, 0)).field());
    assertEquals(
        "voteHours.weighted", assertThrows(InvalidValueException.class, () -> of(0, -1)).field());
    assertEquals(
        "hours",
        assertThrows(
                InvalidValueException.class,
                () -> VoteHours.ZERO.plusHours(Votes.ZERO, BigInteger.ZERO, -1))
            .field());
  }
}
