package dev.curation.simulator;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reward program as its creator asks for it.
 *
 * @param total in the token's smallest unit
 * @param cap what one person gets of a period at most
 * @param start milliseconds since the epoch
 * @param rollovers periods that may follow the planned ones at most
 * @param offsetSeconds time to claim
 * @param leastBps part of a planned period's pool that must be left for another period
 */
record Offer(
    Person creator,
    BigInteger total,
    BigInteger cap,
    long start,
    long periods,
    long periodSeconds,
    long rollovers,
    long offsetSeconds,
    long leastBps,
    List<Deed> deeds) {
  private static final long HOUR_SECONDS = 3_600;
  private static final long HOUR = HOUR_SECONDS * 1000;
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  /** Twice the finality delay, and an hour. */
  private static final long LEAST_OFFSET = 49 * HOUR_SECONDS;

  private static final long SOME_DAY = Duration.ofDays(400).toSeconds();

  /**
   * What counts.
   *
   * @param type VOTE, STAKE or SALE
   * @param least from which one on in a period it earns
   * @param most up to which one it does
   * @param mostStake null: any
   * @param low how much of 10000 of all collections must have less power at least
   * @param metric empty: power is votes
   * @param role empty: the buyer
   */
  record Deed(
      String type,
      long least,
      long most,
      BigInteger leastStake,
      @Nullable BigInteger mostStake,
      long low,
      long high,
      String metric,
      String role,
      long multiplier) {
    boolean hasBand() {
      return low > 0 || high < 10_000;
    }
  }

  long periodMillis() {
    return periodSeconds * 1000;
  }

  /**
   * @param most that the creator has
   */
  static Offer any(Dice dice, Person creator, BigInteger most, long now) {
    long periods = dice.between(1, 4);
    BigInteger total =
        dice.oneIn(4)
            ? BigInteger.valueOf(periods + dice.below(300))
            : most.divide(BigInteger.valueOf(dice.between(2, 5))).add(BigInteger.TEN);
    boolean isCapped = dice.oneIn(3);
    BigInteger cap = isCapped ? total.divide(BigInteger.valueOf(9)).max(BigInteger.ONE) : total;
    long start = now + dice.between(HOUR, dice.oneIn(10) ? 700 * HOUR : 20 * HOUR);
    List<Deed> deeds = new ArrayList<>();
    for (int i = 1 + dice.below(3); i > 0; i--) {
      deeds.add(deed(dice));
    }
    return new Offer(
        creator,
        total,
        cap,
        // Blocks come at full hours too: they are ends of periods then.
        dice.oneIn(3) ? start : start / HOUR * HOUR,
        periods,
        dice.oneIn(12) ? 500 * HOUR_SECONDS : HOUR_SECONDS * dice.between(1, 36),
        dice.below(4),
        dice.oneIn(2) ? SOME_DAY : LEAST_OFFSET + dice.below(100_000),
        dice.any(List.of(0L, 1_000L, 10_000L)),
        deeds);
  }

  private static Deed deed(Dice dice) {
    String type = dice.any(List.of("VOTE", "VOTE", "VOTE", "STAKE", "SALE", "SALE"));
    BigInteger stake = tokens(dice.oneIn(2) ? 0 : dice.below(120));
    boolean isBanded = !type.equals("STAKE") && dice.oneIn(3);
    long low = isBanded ? dice.any(List.of(0L, 2_500L, 5_000L)) : 0;
    long least = dice.oneIn(2) ? 0 : dice.below(3);
    return new Deed(
        type,
        least,
        Math.max(1, least + dice.below(12)),
        stake,
        type.equals("STAKE") && dice.oneIn(3) ? stake.add(tokens(dice.below(100))) : null,
        low,
        isBanded ? dice.any(List.of(5_000L, 7_500L, 10_000L)) : 10_000,
        dice.oneIn(10) ? "STAKE" : "",
        type.equals("SALE") ? dice.any(List.of("", "BUYER", "SELLER", "BOTH")) : "",
        type.equals("VOTE") ? dice.any(List.of(0L, 1L, 3L, 3L)) : 0);
  }

  private static BigInteger tokens(int count) {
    return TOKEN.multiply(BigInteger.valueOf(count));
  }
}
