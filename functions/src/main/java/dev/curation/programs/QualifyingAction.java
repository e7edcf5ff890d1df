package dev.curation.programs;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What earns shares (specs/programs.md, 2). Made by {@link RequestedAction#check}.
 *
 * @param type VOTE, STAKE or SALE
 * @param minimumActions the first action of a period that earns, from 1; 0 is as good as 1
 * @param maximumActions the last action of a period that earns
 * @param minimumStake least stake held, in wei
 * @param maximumStake most stake held, in wei; null: unbounded
 * @param percentileLow least percentile of the collection, in basis points
 * @param percentileHigh highest percentile of the collection, in basis points
 * @param role whom a sale counts for
 * @param ownerMultiplier shares of a vote of somebody who owns a collection; 0 and 1: one
 */
public record QualifyingAction(
    EventType type,
    long minimumActions,
    long maximumActions,
    BigInteger minimumStake,
    @Nullable BigInteger maximumStake,
    int percentileLow,
    int percentileHigh,
    PercentileMetric percentileMetric,
    Role role,
    long ownerMultiplier) {
  public static final int WHOLE = 10_000;
  public static final long MAX_MULTIPLIER = 1_000_000;

  /** Whether only collections of some percentiles count. */
  boolean hasBand() {
    return percentileLow > 0 || percentileHigh < WHOLE;
  }

  /** Whom an event of the action's type may count for, the buyer before the seller. */
  List<String> candidates(Activity event) {
    if (event.type() != type) {
      return List.of();
    }
    String seller = event.seller();
    if (seller == null || role == Role.BUYER) {
      return List.of(event.user());
    }
    return role == Role.SELLER ? List.of(seller) : List.of(event.user(), seller);
  }

  boolean earns(long count) {
    return count >= minimumActions && count <= maximumActions;
  }
}
