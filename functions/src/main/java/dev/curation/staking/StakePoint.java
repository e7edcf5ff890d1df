package dev.curation.staking;

import dev.curation.chain.TxHash;
import java.util.Comparator;

/**
 * Where on its chain a staking event stands. Votes are accepted on the basis of the newest one
 * known: they stand behind all staking events up to there and before all later ones.
 *
 * @param timestamp of its block, milliseconds since the epoch, UTC
 * @param tx that emitted it; a reorganisation may put the same transaction elsewhere
 */
public record StakePoint(long blockNumber, int logIndex, long timestamp, TxHash tx) {
  /** Chain order: block, then log. */
  public static final Comparator<StakePoint> ORDER =
      Comparator.comparingLong(StakePoint::blockNumber).thenComparingInt(StakePoint::logIndex);

  boolean isAfter(StakePoint other) {
    return ORDER.compare(this, other) > 0;
  }
}
