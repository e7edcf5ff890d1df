package dev.curation.settlement;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a lane accrues and transmits; read at each block's end (specs/settlement.md, 3.5).
 *
 * @param blocksPerTransmission N: a batch at most every so many hours; at least 1
 * @param redistributionFractionE18 the part of new fees that stays on the accrual chain, 0 to 10^18
 * @param accrualDenoms what may be transmitted; null: everything
 * @param isPaused nothing is transmitted; shares go on to accrue
 */
public record LaneParameters(
    long blocksPerTransmission,
    BigInteger redistributionFractionE18,
    @Nullable Set<Denom> accrualDenoms,
    boolean isPaused) {
  /**
   * @throws LaneRefusedException {@code BAD_PARAM} naming the parameter
   */
  public LaneParameters {
    if (blocksPerTransmission < 1) {
      throw LaneRefusal.BAD_PARAM.of(
          "blocksPerTransmission", blocksPerTransmission, "must be at least 1");
    }
    if (redistributionFractionE18.signum() < 0
        || redistributionFractionE18.compareTo(Atto.PER_WEI) > 0) {
      throw LaneRefusal.BAD_PARAM.of(
          "redistributionFractionE18", redistributionFractionE18, "must be 0 to 10^18");
    }
    accrualDenoms =
        accrualDenoms == null
            ? null
            : java.util.Collections.unmodifiableSet(new TreeSet<>(accrualDenoms));
  }

  public LaneParameters withBlocksPerTransmission(long blocks) {
    return new LaneParameters(blocks, redistributionFractionE18, accrualDenoms, isPaused);
  }

  public boolean transmits(Denom denom) {
    return !isPaused && (accrualDenoms == null || accrualDenoms.contains(denom));
  }

  /** The part of new fees that stays: whole wei, rounded down (3.1, step 1). */
  Wei localOf(Wei fees) {
    return Wei.of(fees.value().multiply(redistributionFractionE18).divide(Atto.PER_WEI));
  }
}
