package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A share is floor(votes * pot / total), checked against plain BigInteger. */
class ShareTest {
  private static final long[] VOTES = {0, 1, 2, 3, 999, 1L << 53, Long.MAX_VALUE - 1};
  private static final BigInteger[] POTS = {
    BigInteger.ZERO, BigInteger.ONE, BigInteger.TEN.pow(18), WeiTest.MAX
  };

  private static void check(BigInteger pot, long votes, long total) {
    BigInteger expected = pot.multiply(BigInteger.valueOf(votes)).divide(BigInteger.valueOf(total));
    Wei share = Wei.of(pot).share(Votes.of(votes), Votes.of(total));
    assertEquals(expected, share.value(), votes + " of " + total + " in " + pot);
  }

  @Test
  void shouldBeExactAtTheExtremes() {
    for (BigInteger pot : POTS) {
      for (long votes : VOTES) {
        check(pot, votes, Long.MAX_VALUE);
        check(pot, votes, Math.max(1, votes));
        check(pot, votes, votes + 1);
      }
    }
  }

  @Test
  void shouldBeExactForRandomNumbersOfAllSizes() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      BigInteger pot = new BigInteger(random.nextInt(257), random);
      long total = Math.max(1, random.nextLong() >>> (1 + random.nextInt(63)));
      long votes = Math.floorMod(random.nextLong(), total);
      check(pot, votes, total);
    }
  }

  @Test
  void shouldNeverShareMoreThanThePotAndLeaveLessThanOneWeiPerCurator() {
    Random random = new Random(2);
    for (int i = 0; i < 2_000; i++) {
      int curators = 1 + random.nextInt(9);
      Wei pot = Wei.of(new BigInteger(random.nextInt(257), random));
      Votes total = Votes.ZERO;
      Votes[] held = new Votes[curators];
      for (int c = 0; c < curators; c++) {
        held[c] = Votes.of(1 + (random.nextLong() >>> (6 + random.nextInt(57))));
        total = total.plus(held[c]);
      }
      Wei left = pot;
      for (Votes votes : held) {
        left = left.minus(pot.share(votes, total));
      }
      assertTrue(left.compareTo(Wei.of(curators)) < 0, left + " left of " + pot);
    }
  }
}
