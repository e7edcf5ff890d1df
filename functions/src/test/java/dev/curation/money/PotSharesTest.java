package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shares of one pot are floor(votes * pot / total), checked against plain BigInteger. */
class PotSharesTest {
  private static final int PAIRS = 250_000;
  private static final int SHARES_EACH = 12;

  private static void check(BigInteger pot, long total, PotShares shares, long votes) {
    BigInteger expected = pot.multiply(BigInteger.valueOf(votes)).divide(BigInteger.valueOf(total));
    Wei share = shares.of(Votes.of(votes));
    if (!share.value().equals(expected)) {
      assertEquals(expected, share.value(), votes + " of " + total + " in " + pot);
    }
  }

  private static PotShares shares(BigInteger pot, long total) {
    return PotShares.of(Wei.of(pot), Votes.of(total));
  }

  /** The powers of 2 up to the exponent, and what lies beside them. */
  private static List<BigInteger> edges(int exponent) {
    return IntStream.rangeClosed(0, exponent)
        .mapToObj(BigInteger.TWO::pow)
        .flatMap(
            power ->
                Stream.of(-2, -1, 0, 1, 2).map(beside -> power.add(BigInteger.valueOf(beside))))
        .filter(value -> value.signum() >= 0 && value.bitLength() <= 256)
        .distinct()
        .toList();
  }

  @Test
  void shouldBeExactBesideThePowersOfTwo() {
    List<BigInteger> counts = edges(63).stream().filter(n -> n.bitLength() <= 63).toList();
    for (BigInteger pot : edges(129)) {
      for (BigInteger total : counts) {
        long all = total.longValueExact();
        if (all == 0) {
          continue;
        }
        PotShares shares = shares(pot, all);
        for (long votes : new long[] {0, 1, all / 3, all / 2, all - 1, all}) {
          check(pot, all, shares, votes);
        }
      }
    }
    for (BigInteger pot : edges(256)) {
      check(pot, Long.MAX_VALUE, shares(pot, Long.MAX_VALUE), Long.MAX_VALUE - 1);
    }
  }

  @Test
  void shouldBeExactForMillionsOfRandomPotsTotalsAndVotesOfAllSizes() {
    Random random = new Random(11);
    for (int i = 0; i < PAIRS; i++) {
      BigInteger pot = new BigInteger(random.nextInt(130), random);
      long total = Math.max(1, random.nextLong() >>> (1 + random.nextInt(63)));
      PotShares shares = shares(pot, total);
      for (int j = 0; j < SHARES_EACH; j++) {
        check(pot, total, shares, Math.floorMod(random.nextLong(), total));
      }
    }
  }

  /** Quotients as near below a whole number, and as near above, as there are. */
  @Test
  void shouldBeExactWhereAQuotientIsAlmostOrJustWhole() {
    Random random = new Random(12);
    for (int i = 0; i < PAIRS; i++) {
      long total = Long.MAX_VALUE - (random.nextLong() >>> (1 + random.nextInt(63)));
      long votes = Math.max(1, Math.floorMod(random.nextLong() | 1, total));
      BigInteger all = BigInteger.valueOf(total);
      BigInteger some = BigInteger.valueOf(votes);
      if (!some.gcd(all).equals(BigInteger.ONE)) {
        continue;
      }
      // pot * votes is beside a multiple of total.
      BigInteger justAbove = some.modInverse(all);
      BigInteger pots = all.multiply(new BigInteger(random.nextInt(63), random));
      for (BigInteger pot : List.of(justAbove, all.subtract(justAbove))) {
        check(pot.add(pots), total, shares(pot.add(pots), total), votes);
      }
      check(pots, total, shares(pots, total), votes);
    }
  }

  @Test
  void shouldFallBackToLongArithmeticForPotsBeyondTwoWords() {
    Random random = new Random(13);
    for (int i = 0; i < 20_000; i++) {
      BigInteger pot = new BigInteger(120 + random.nextInt(137), random);
      long total = Math.max(1, random.nextLong() >>> (1 + random.nextInt(63)));
      check(pot, total, shares(pot, total), Math.floorMod(random.nextLong(), total));
    }
  }

  @Test
  void shouldGiveNothingWhereThereIsNothing() {
    assertEquals(Wei.ZERO, PotShares.of(Wei.of(7), Votes.ZERO).of(Votes.ZERO));
    assertEquals(Wei.ZERO, PotShares.of(Wei.ZERO, Votes.of(7)).of(Votes.of(7)));
    assertEquals(Wei.ZERO, PotShares.of(Wei.of(7), Votes.of(7)).of(Votes.ZERO));
  }

  @Test
  void shouldRefuseMoreVotesThanAll() {
    PotShares shares = PotShares.of(Wei.of(100), Votes.of(7));
    assertThrows(InvalidValueException.class, () -> shares.of(Votes.of(8)));
    PotShares none = PotShares.of(Wei.of(100), Votes.ZERO);
    assertThrows(InvalidValueException.class, () -> none.of(Votes.of(1)));
  }
}
