package dev.curation.programs;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** What the books say right after an event, as far as programs ask (specs/programs.md, 5). */
public interface Facts {
  /** Whether the address earns nothing: protocol contracts, the fee treasury. */
  boolean isExcluded(String address);

  /**
   * The stake that counts for the event: of a stake in favour of a collection what is staked for it
   * on the contract, of another stake all on the contract, otherwise all stakes.
   */
  BigInteger stakeHeld(String address);

  /** Where the event's collection stands; null: it has no power. */
  @Nullable Rank rank(PercentileMetric metric);

  /** Whether the address is the registered owner of a collection. */
  boolean ownsCollection(String address);

  /**
   * A collection among those with power.
   *
   * @param below how many of them have strictly less
   * @param ranked how many there are
   */
  record Rank(long below, long ranked) {}
}
