package dev.curation.programs;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A qualifying action as somebody asks for it, unchecked; see {@link QualifyingAction}.
 *
 * @param percentileMetric null: by votes
 * @param role null: the buyer
 * @param maximumStake null: unbounded
 */
public record RequestedAction(
    String type,
    long minimumActions,
    long maximumActions,
    BigInteger minimumStake,
    @Nullable BigInteger maximumStake,
    long percentileLow,
    long percentileHigh,
    @Nullable String percentileMetric,
    @Nullable String role,
    long ownerMultiplier) {

  /**
   * Checks the action, in the order of specs/programs.md, 3.
   *
   * @param field how the action is named in a refusal
   * @throws ProgramRefusedException with the first of the codes {@code ACTION_...} that applies
   */
  QualifyingAction check(String field) {
    EventType known =
        EnumNames.find(EventType.class, type)
            .filter(EventType::isJudged)
            .orElseThrow(() -> ProgramRefusal.ACTION_UNSUPPORTED.of(field + ".type", type));
    checkCounts(field);
    checkStakes(field, known);
    PercentileMetric metric = metric(field);
    Role who = role(field, known);
    if (ownerMultiplier < 0 || ownerMultiplier > QualifyingAction.MAX_MULTIPLIER) {
      throw ProgramRefusal.ACTION_MULTIPLIER.of(field + ".ownerMultiplier", ownerMultiplier);
    }
    if (ownerMultiplier != 0 && known != EventType.VOTE) {
      throw ProgramRefusal.ACTION_FIELD_NOT_ALLOWED.of(field + ".ownerMultiplier", ownerMultiplier);
    }
    return new QualifyingAction(
        known,
        minimumActions,
        maximumActions,
        minimumStake,
        maximumStake,
        (int) percentileLow,
        (int) percentileHigh,
        metric,
        who,
        ownerMultiplier);
  }

  private void checkCounts(String field) {
    if (minimumActions > maximumActions) {
      throw ProgramRefusal.ACTION_MIN_ABOVE_MAX.of(field + ".minimumActions", minimumActions);
    }
    if (maximumActions < 1) {
      throw ProgramRefusal.ACTION_MAX_BELOW_ONE.of(field + ".maximumActions", maximumActions);
    }
    if (minimumActions < 0) {
      throw ProgramRefusal.ACTION_MAX_BELOW_ONE.of(field + ".minimumActions", minimumActions);
    }
  }

  private void checkStakes(String field, EventType known) {
    if (minimumStake.signum() < 0) {
      throw ProgramRefusal.ACTION_STAKE_BAND.of(field + ".minimumStake", minimumStake);
    }
    if (maximumStake == null) {
      return;
    }
    if (maximumStake.compareTo(minimumStake) < 0) {
      throw ProgramRefusal.ACTION_STAKE_BAND.of(field + ".maximumStake", maximumStake);
    }
    if (known != EventType.STAKE) {
      throw ProgramRefusal.ACTION_FIELD_NOT_ALLOWED.of(field + ".maximumStake", maximumStake);
    }
  }

  private PercentileMetric metric(String field) {
    if (percentileLow < 0
        || percentileLow > percentileHigh
        || percentileHigh > QualifyingAction.WHOLE) {
      throw ProgramRefusal.ACTION_PERCENTILE_BAND.of(
          field + ".percentileBps", "[" + percentileLow + ", " + percentileHigh + "]");
    }
    if (percentileMetric == null) {
      return PercentileMetric.VOTES;
    }
    return EnumNames.find(PercentileMetric.class, percentileMetric)
        .orElseThrow(
            () ->
                ProgramRefusal.ACTION_PERCENTILE_BAND.of(
                    field + ".percentileMetric", percentileMetric));
  }

  private Role role(String field, EventType known) {
    if (role == null) {
      return Role.BUYER;
    }
    if (known != EventType.SALE) {
      throw ProgramRefusal.ACTION_ROLE.of(field + ".role", role);
    }
    return EnumNames.find(Role.class, role)
        .orElseThrow(() -> ProgramRefusal.ACTION_ROLE.of(field + ".role", role));
  }
}
