package dev.curation.simulator;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What curators have earned exactly, as near as 36 digits behind the point tell: a little more than
 * what is counted here, by less than one of the last digit for each hour.
 */
final class LaneEarnings {
  private static final BigInteger UNIT = BigInteger.TEN.pow(36);

  private final SortedMap<String, BigInteger> least = new TreeMap<>();
  private BigInteger hours = BigInteger.ZERO;

  /** A part of some wei. */
  void add(String curator, BigInteger wei, BigInteger votes, BigInteger all) {
    least.merge(curator, wei.multiply(UNIT).multiply(votes).divide(all), BigInteger::add);
    hours = hours.add(BigInteger.ONE);
  }

  /**
   * Nobody has got more or less than the rule allows (specs/settlement.md, 6), where nobody
   * forfeits and no money comes or goes otherwise.
   *
   * @param atto paid and held
   * @param most wei more than earned
   * @param fewest wei less than earned
   */
  void check(String curator, BigInteger atto, long most, long fewest) {
    BigInteger got = atto.multiply(BigInteger.TEN.pow(18));
    BigInteger earned = least.getOrDefault(curator, BigInteger.ZERO);
    BigInteger top = earned.add(hours).add(UNIT.multiply(BigInteger.valueOf(most)));
    BigInteger bottom = earned.subtract(UNIT.multiply(BigInteger.valueOf(fewest)));
    Difference.check(
        got.compareTo(top) <= 0 && got.compareTo(bottom) >= 0,
        curator + " has got " + got + " of " + earned + ", 36 digits behind the point");
  }
}
