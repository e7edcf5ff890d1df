package dev.curation.programs;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Whether an event is one that an action asks for (specs/programs.md, 5.3): a pure function. */
public final class Eligibility {
  private Eligibility() {}

  /** The first reason why the candidate earns nothing; null: it is eligible. */
  static @Nullable Outcome refusal(
      QualifyingAction action, Activity event, Facts facts, String candidate) {
    if (facts.isExcluded(candidate)) {
      return Outcome.EXCLUDED;
    }
    String seller = event.seller();
    if (seller != null) {
      if (seller.equals(event.user())) {
        return Outcome.SELF_TRADE;
      }
      if (facts.isExcluded(event.user()) || facts.isExcluded(seller)) {
        return Outcome.EXCLUDED;
      }
    }
    Outcome stake = stakeRefusal(action, facts, candidate);
    return stake != null || !action.hasBand() ? stake : percentileRefusal(action, event, facts);
  }

  private static @Nullable Outcome stakeRefusal(
      QualifyingAction action, Facts facts, String candidate) {
    BigInteger most = action.maximumStake();
    if (action.minimumStake().signum() == 0 && most == null) {
      return null;
    }
    BigInteger held = facts.stakeHeld(candidate);
    if (held.compareTo(action.minimumStake()) < 0) {
      return Outcome.BELOW_MINIMUM_STAKE;
    }
    return most != null && held.compareTo(most) > 0 ? Outcome.ABOVE_MAXIMUM_STAKE : null;
  }

  private static @Nullable Outcome percentileRefusal(
      QualifyingAction action, Activity event, Facts facts) {
    if (event.collection() == null) {
      return Outcome.NO_COLLECTION;
    }
    Facts.Rank rank = facts.rank(action.percentileMetric());
    if (rank == null) {
      return Outcome.NOT_RANKED;
    }
    long standing = rank.below() * QualifyingAction.WHOLE;
    if (standing < action.percentileLow() * rank.ranked()) {
      return Outcome.BELOW_MINIMUM_PERCENTILE;
    }
    return standing > action.percentileHigh() * rank.ranked()
        ? Outcome.ABOVE_MAXIMUM_PERCENTILE
        : null;
  }
}
