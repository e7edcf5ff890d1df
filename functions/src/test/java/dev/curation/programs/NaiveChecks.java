package dev.curation.programs;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks of section 3 as a list that is read from the top. */
final class NaiveChecks {
  private NaiveChecks() {}

  private record Check(boolean fails, String code) {}

  private static @Nullable String first(List<Check> checks) {
    return checks.stream().filter(Check::fails).map(Check::code).findFirst().orElse(null);
  }

  private static boolean isOutside(long value, long least, long most) {
    return !(least <= value && value <= most);
  }

  /** Null: nothing is wrong. */
  static @Nullable String refusal(ProgramRequest r, long now, BigInteger funds) {
    String before =
        first(
            List.of(
                new Check(r.title().strip().isEmpty(), "TITLE_BLANK"),
                new Check(r.title().codePoints().count() > 140, "TITLE_TOO_LONG"),
                new Check(r.description().strip().isEmpty(), "DESCRIPTION_BLANK"),
                new Check(r.description().codePoints().count() > 10_000, "DESCRIPTION_TOO_LONG"),
                new Check(r.creator().isBlank(), "INVALID_ADDRESS"),
                new Check(r.total().signum() < 1, "POOL_NOT_POSITIVE"),
                new Check(r.maxRewardByAddress().signum() < 1, "MAX_REWARD_NOT_POSITIVE"),
                new Check(
                    r.maxRewardAsset() != null && !r.maxRewardAsset().equals(r.asset()),
                    "ASSET_MISMATCH"),
                new Check(r.maxRewardByAddress().compareTo(r.total()) > 0, "MAX_REWARD_ABOVE_POOL"),
                new Check(isOutside(r.claimPeriods(), 1, 10_000), "CLAIM_PERIODS_RANGE"),
                new Check(
                    isOutside(r.claimPeriodSeconds(), 3600, 31_622_400),
                    "CLAIM_PERIOD_SECONDS_RANGE"),
                new Check(
                    isOutside(r.expirationOffsetSeconds(), 3600, 315_360_000),
                    "EXPIRATION_OFFSET_RANGE"),
                new Check(isOutside(r.maxRolloverClaimPeriods(), 0, 10_000), "MAX_ROLLOVER_RANGE"),
                new Check(
                    r.total().compareTo(BigInteger.valueOf(r.claimPeriods())) < 0,
                    "PERIOD_POOL_ZERO"),
                new Check(
                    isOutside(r.minimumRolloverBps(), 0, 10_000)
                        || (r.minimumRolloverAmount() != null
                            && r.minimumRolloverAmount().signum() < 0),
                    "MINIMUM_ROLLOVER_RANGE"),
                new Check(r.actions().isEmpty(), "NO_QUALIFYING_ACTIONS"),
                new Check(r.actions().size() > 16, "TOO_MANY_ACTIONS")));
    if (before != null) {
      return before;
    }
    for (RequestedAction action : r.actions()) {
      String wrong = refusal(action);
      if (wrong != null) {
        return wrong;
      }
    }
    return first(
        List.of(
            new Check(r.programStartMs() < now, "START_IN_PAST"),
            new Check(funds.compareTo(r.total()) < 0, "INSUFFICIENT_FUNDS")));
  }

  private static @Nullable String refusal(RequestedAction a) {
    BigInteger most = a.maximumStake();
    boolean isSale = a.type().equals("SALE");
    Set<String> roles = isSale ? Set.of("BUYER", "SELLER", "BOTH") : Set.of();
    return first(
        List.of(
            new Check(!Set.of("STAKE", "SALE", "VOTE").contains(a.type()), "ACTION_UNSUPPORTED"),
            new Check(a.minimumActions() > a.maximumActions(), "ACTION_MIN_ABOVE_MAX"),
            new Check(a.maximumActions() < 1 || a.minimumActions() < 0, "ACTION_MAX_BELOW_ONE"),
            new Check(
                a.minimumStake().signum() < 0
                    || (most != null
                        && (most.signum() < 0 || most.compareTo(a.minimumStake()) < 0)),
                "ACTION_STAKE_BAND"),
            new Check(most != null && !a.type().equals("STAKE"), "ACTION_FIELD_NOT_ALLOWED"),
            new Check(
                a.percentileLow() < 0
                    || a.percentileHigh() < a.percentileLow()
                    || 10_000 < a.percentileHigh(),
                "ACTION_PERCENTILE_BAND"),
            new Check(a.role() != null && !roles.contains(a.role()), "ACTION_ROLE"),
            new Check(isOutside(a.ownerMultiplier(), 0, 1_000_000), "ACTION_MULTIPLIER"),
            new Check(
                a.ownerMultiplier() != 0 && !a.type().equals("VOTE"), "ACTION_FIELD_NOT_ALLOWED")));
  }
}
