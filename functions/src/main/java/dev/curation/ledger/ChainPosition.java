package dev.curation.ledger;

import dev.curation.chain.TxHash;
import dev.curation.errors.InvalidValueException;
import dev.curation.time.BlockHour;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * When and where on the chain something happened.
 *
 * @param timestamp milliseconds since the epoch, UTC
 * @param blockNumber number of the chain's block
 * @param logIndex index of the log in that block; null for an event that no log backs, which comes
 *     after the logs of its block
 * @param txHash null for an event without a transaction
 */
public record ChainPosition(
    long timestamp, long blockNumber, @Nullable Integer logIndex, @Nullable TxHash txHash) {
  static final Comparator<ChainPosition> ORDER =
      Comparator.comparingLong(ChainPosition::timestamp)
          .thenComparingLong(ChainPosition::blockNumber)
          .thenComparingInt(p -> p.logIndex == null ? Integer.MAX_VALUE : p.logIndex);

  public ChainPosition {
    if (timestamp < 0) {
      throw new InvalidValueException("timestamp", timestamp, "must not be negative");
    }
    if (blockNumber < 0) {
      throw new InvalidValueException("blockNumber", blockNumber, "must not be negative");
    }
    if (logIndex != null && logIndex < 0) {
      throw new InvalidValueException("logIndex", logIndex, "must not be negative");
    }
  }

  /** Whether this comes after the other in chain order. */
  public boolean isAfter(ChainPosition other) {
    return ORDER.compare(this, other) > 0;
  }

  /** The hour of the event's own time. */
  public BlockHour hour() {
    return BlockHour.of(timestamp);
  }
}
