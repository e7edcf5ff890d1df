package dev.curation.money;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;

/**
 * The shares floor(votes * pot / total) of one pot (specs/curation.md, Block 4), exact to the wei,
 * with one division for all of them.
 *
 * <p>Kept is r = ceil(pot * 2^128 / total), and a share is floor(votes * r / 2^128). What rounding
 * up adds to it before the floor is less than votes / 2^128. The exact quotient lies at least 1 /
 * total below the next whole number, and votes * total is below 2^126, so it is never reached.
 */
public final class PotShares {
  private static final int FRACTION_BITS = 128;

  private final Wei pot;
  private final Votes total;

  /** The words of r, unsigned, the lowest first; only if the pot is below 2^127. */
  private final long rate0;

  private final long rate1;
  private final long rate2;
  private final long rate3;

  private PotShares(Wei pot, Votes total, BigInteger rate) {
    this.pot = pot;
    this.total = total;
    this.rate0 = word(rate, 0);
    this.rate1 = word(rate, 1);
    this.rate2 = word(rate, 2);
    this.rate3 = word(rate, 3);
  }

  private static long word(BigInteger value, int index) {
    return value.shiftRight(Long.SIZE * index).longValue();
  }

  /**
   * @param total the votes of all; if they are none, nobody can ask for a share but of no votes
   */
  public static PotShares of(Wei pot, Votes total) {
    boolean isSimple = total.isZero() || !pot.isWords();
    return new PotShares(pot, total, isSimple ? BigInteger.ZERO : rate(pot, total));
  }

  private static BigInteger rate(Wei pot, Votes total) {
    BigInteger[] exact =
        pot.value().shiftLeft(FRACTION_BITS).divideAndRemainder(BigInteger.valueOf(total.count()));
    return exact[1].signum() == 0 ? exact[0] : exact[0].add(BigInteger.ONE);
  }

  /**
   * floor(votes * pot / total).
   *
   * @throws InvalidValueException if these are more than all votes
   */
  public Wei of(Votes votes) {
    long count = votes.count();
    if (count > total.count()) {
      throw new InvalidValueException("votes", count, "must not exceed the total of " + total);
    }
    if (!pot.isWords()) {
      return pot.share(votes, total);
    }
    // The four words of votes * r from the third on, with the carries of those before.
    long second = count * rate1;
    long third = count * rate2;
    long sum1 = second + Math.unsignedMultiplyHigh(count, rate0);
    long carry1 = Long.compareUnsigned(sum1, second) < 0 ? 1 : 0;
    // Cannot overflow: the high word of a product with less than 2^63 is below 2^63.
    long above = Math.unsignedMultiplyHigh(count, rate1) + carry1;
    long low = third + above;
    long carry2 = Long.compareUnsigned(low, third) < 0 ? 1 : 0;
    long high = count * rate3 + Math.unsignedMultiplyHigh(count, rate2) + carry2;
    return Wei.ofWords(high, low);
  }
}
