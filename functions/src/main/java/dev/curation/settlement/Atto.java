package dev.curation.settlement;

import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.math.BigInteger;

/** The small unit of the accrual side: 10^-18 wei (specs/settlement.md, Words). */
public final class Atto {
  /** S: how many atto are one wei. */
  public static final BigInteger PER_WEI = BigInteger.TEN.pow(18);

  private Atto() {}

  public static BigInteger of(Wei wei) {
    return wei.value().multiply(PER_WEI);
  }

  /** The whole wei of it. */
  public static Wei wholeWei(BigInteger atto) {
    return Wei.of(atto.divide(PER_WEI));
  }

  /** Invariant E: no term is ever negative. */
  static BigInteger requireTerm(String name, BigInteger atto) {
    if (atto.signum() < 0) {
      throw new ConservationException(name + " would be " + atto);
    }
    return atto;
  }
}
