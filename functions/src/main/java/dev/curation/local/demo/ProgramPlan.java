package dev.curation.local.demo;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program as its creator asks for it; the program's id is its place in the list, from 1.
 *
 * @param creator index of the creator
 * @param total locked, in the token's smallest unit
 * @param cap for each address and claim period
 * @param startMs milliseconds since the epoch
 * @param offsetSeconds time to claim after the end
 */
record ProgramPlan(
    String title,
    int creator,
    BigInteger total,
    BigInteger cap,
    long startMs,
    long periods,
    long periodSeconds,
    long rollovers,
    long offsetSeconds,
    List<Action> actions) {
  private static final long DAY = 86_400_000;
  private static final long DAY_SECONDS = 86_400;
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);

  /** Of a planned period's pool: the least for which a period rolls over, in basis points. */
  static final long ROLLOVER_BPS = 1_000;

  /**
   * What counts.
   *
   * @param mostStake null: no bound
   * @param low of the percentile band, basis points
   * @param role null: none is given
   * @param multiplier shares of an owner's vote; 0: one, as everybody's
   */
  record Action(
      String type,
      long least,
      long most,
      BigInteger leastStake,
      @Nullable BigInteger mostStake,
      int low,
      int high,
      @Nullable String role,
      long multiplier) {
    boolean hasBand() {
      return low > 0 || high < 10_000;
    }
  }

  long periodMs() {
    return periodSeconds * 1_000;
  }

  static BigInteger tokens(long whole) {
    return TOKEN.multiply(BigInteger.valueOf(whole));
  }

  /** The least of the token that a period rolls over for. */
  BigInteger leastToRollOver() {
    return total
        .divide(BigInteger.valueOf(periods))
        .multiply(BigInteger.valueOf(ROLLOVER_BPS))
        .divide(BigInteger.valueOf(10_000));
  }

  /**
   * The three programs of a month, and one that never starts.
   *
   * @param start when the month begins, milliseconds
   */
  static List<ProgramPlan> all(long start) {
    return List.of(votes(start), sales(start), stakes(start), never(start));
  }

  private static ProgramPlan votes(long start) {
    BigInteger none = BigInteger.ZERO;
    return new ProgramPlan(
        "Votes for the upper half",
        0,
        tokens(9_000).add(BigInteger.ONE),
        tokens(120),
        start,
        4,
        7 * DAY_SECONDS,
        2,
        7 * DAY_SECONDS,
        List.of(
            new Action("VOTE", 1, 5, tokens(200), null, 5_000, 10_000, null, 3),
            new Action("VOTE", 2, 3, none, null, 0, 10_000, null, 0)));
  }

  private static ProgramPlan sales(long start) {
    return new ProgramPlan(
        "Trades of the day",
        1,
        tokens(3_100).add(BigInteger.valueOf(13)),
        tokens(20),
        start,
        31,
        DAY_SECONDS,
        0,
        5 * DAY_SECONDS,
        List.of(new Action("SALE", 0, 3, BigInteger.ZERO, null, 0, 10_000, "BOTH", 0)));
  }

  private static ProgramPlan stakes(long start) {
    return new ProgramPlan(
        "Stakes of middling size",
        0,
        tokens(4_000).add(BigInteger.valueOf(7)),
        tokens(75),
        start + 3 * DAY,
        8,
        4 * DAY_SECONDS,
        3,
        10 * DAY_SECONDS,
        List.of(new Action("STAKE", 1, 2, tokens(150), tokens(900), 0, 10_000, null, 0)));
  }

  private static ProgramPlan never(long start) {
    return new ProgramPlan(
        "Votes of the next month",
        0,
        tokens(500),
        tokens(500),
        start + 31 * DAY,
        4,
        7 * DAY_SECONDS,
        0,
        7 * DAY_SECONDS,
        List.of(new Action("VOTE", 1, 100, BigInteger.ZERO, null, 0, 10_000, null, 0)));
  }
}
