package dev.curation.payout;

import dev.curation.money.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What part of a table's money each stake is awarded (specs/payout-plan.md, section 2).
 *
 * @param each by index of the table; they sum to {@code awarded}
 * @param awarded 0 to 1; the rest goes back
 */
record Awards(List<Rational> each, Rational awarded) {
  private static final long DAY_MS = 86_400_000;

  static Awards of(StakersTable table, Amp amp, long nowMs) {
    BigInteger tokens =
        table.stakes().stream()
            .map(StakersTable.Stake::tokens)
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger full = BigInteger.valueOf(amp.fullDays()).multiply(unit(amp));
    BigInteger base = BigInteger.valueOf(amp.baseBps());
    BigInteger grown = BigInteger.valueOf(10_000 - amp.baseBps());
    BigInteger whole = tokens.multiply(full).multiply(BigInteger.valueOf(10_000));
    List<Rational> each = new ArrayList<>();
    BigInteger awarded = BigInteger.ZERO;
    for (StakersTable.Stake stake : table.stakes()) {
      BigInteger age = age(stake.stakedMs(), amp, nowMs).min(full);
      BigInteger part = stake.tokens().multiply(base.multiply(full).add(grown.multiply(age)));
      awarded = awarded.add(part);
      each.add(part.signum() == 0 ? Rational.ZERO : Rational.of(part, whole));
    }
    return new Awards(each, awarded.signum() == 0 ? Rational.ZERO : Rational.of(awarded, whole));
  }

  /** In how many parts a day is counted. */
  private static BigInteger unit(Amp amp) {
    return BigInteger.valueOf(
        switch (amp.ageUnit()) {
          case UTC_DAYS -> 1;
          case SECONDS -> DAY_MS;
        });
  }

  private static BigInteger age(long stakedMs, Amp amp, long nowMs) {
    return BigInteger.valueOf(
        switch (amp.ageUnit()) {
          case UTC_DAYS -> Math.floorDiv(nowMs, DAY_MS) - Math.floorDiv(stakedMs, DAY_MS);
          case SECONDS -> nowMs - stakedMs;
        });
  }
}
