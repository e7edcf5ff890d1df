package dev.curation.programs;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A program as somebody asks for it, unchecked (specs/programs.md, 2 and 3); amounts in the asset's
 * smallest unit.
 *
 * @param maxRewardAsset in which the cap is given; null: in the program's asset
 * @param programStartMs milliseconds since the epoch
 * @param minimumRolloverBps part of a planned period's pool below which no period rolls over
 * @param minimumRolloverAmount the same as an amount, which counts instead; null: none is given
 */
public record ProgramRequest(
    String title,
    String description,
    String creator,
    String asset,
    BigInteger total,
    BigInteger maxRewardByAddress,
    @Nullable String maxRewardAsset,
    long programStartMs,
    long claimPeriods,
    long claimPeriodSeconds,
    long maxRolloverClaimPeriods,
    long expirationOffsetSeconds,
    long minimumRolloverBps,
    @Nullable BigInteger minimumRolloverAmount,
    List<RequestedAction> actions) {
  public static final int MOST_TITLE = 140;
  public static final int MOST_DESCRIPTION = 10_000;
  public static final long MOST_PERIODS = 10_000;
  public static final long LEAST_SECONDS = 3_600;
  public static final long MOST_PERIOD_SECONDS = 31_622_400;
  public static final long MOST_OFFSET_SECONDS = 315_360_000;
  public static final int MOST_ACTIONS = 16;
  public static final long DEFAULT_ROLLOVER_BPS = 1_000;

  public ProgramRequest {
    actions = List.copyOf(actions);
  }

  /**
   * The program that is asked for, PENDING; checks in the order of specs/programs.md, 3.
   *
   * @param id never used before
   * @param nowMs the engine's instant
   * @param funds what the creator has of the asset
   * @throws ProgramRefusedException with the first code that applies
   * @throws InvalidValueException if the program would end after the end of time
   */
  public RewardProgram check(long id, long nowMs, BigInteger funds) {
    return check(id, nowMs, funds, LEAST_SECONDS);
  }

  /**
   * The same where there must be more time to claim.
   *
   * @param leastOffsetSeconds least time to claim after the end
   */
  public RewardProgram check(long id, long nowMs, BigInteger funds, long leastOffsetSeconds) {
    checkTexts();
    checkAmounts();
    checkPeriods(leastOffsetSeconds);
    List<QualifyingAction> checked = checkActions();
    RewardProgram program = RewardProgram.pending(terms(id, checked), maxRolloverClaimPeriods);
    if (programStartMs < nowMs) {
      throw ProgramRefusal.START_IN_PAST.of("programStartMs", programStartMs);
    }
    if (funds.compareTo(total) < 0) {
      throw ProgramRefusal.INSUFFICIENT_FUNDS.of("totalRewardPool", total);
    }
    return program;
  }

  private void checkTexts() {
    if (title.isBlank()) {
      throw ProgramRefusal.TITLE_BLANK.of("title", title);
    }
    if (title.codePointCount(0, title.length()) > MOST_TITLE) {
      throw ProgramRefusal.TITLE_TOO_LONG.of("title", title);
    }
    if (description.isBlank()) {
      throw ProgramRefusal.DESCRIPTION_BLANK.of("description", description);
    }
    if (description.codePointCount(0, description.length()) > MOST_DESCRIPTION) {
      throw ProgramRefusal.DESCRIPTION_TOO_LONG.of("description", description);
    }
    if (creator.isBlank()) {
      throw ProgramRefusal.INVALID_ADDRESS.of("creator", creator);
    }
  }

  private void checkAmounts() {
    if (total.signum() <= 0) {
      throw ProgramRefusal.POOL_NOT_POSITIVE.of("totalRewardPool", total);
    }
    if (maxRewardByAddress.signum() <= 0) {
      throw ProgramRefusal.MAX_REWARD_NOT_POSITIVE.of("maxRewardByAddress", maxRewardByAddress);
    }
    if (!Objects.requireNonNullElse(maxRewardAsset, asset).equals(asset)) {
      throw ProgramRefusal.ASSET_MISMATCH.of("maxRewardAsset", String.valueOf(maxRewardAsset));
    }
    if (maxRewardByAddress.compareTo(total) > 0) {
      throw ProgramRefusal.MAX_REWARD_ABOVE_POOL.of("maxRewardByAddress", maxRewardByAddress);
    }
  }

  private void checkPeriods(long leastOffsetSeconds) {
    requireRange(claimPeriods, 1, MOST_PERIODS, ProgramRefusal.CLAIM_PERIODS_RANGE, "claimPeriods");
    requireRange(
        claimPeriodSeconds,
        LEAST_SECONDS,
        MOST_PERIOD_SECONDS,
        ProgramRefusal.CLAIM_PERIOD_SECONDS_RANGE,
        "claimPeriodSeconds");
    requireRange(
        expirationOffsetSeconds,
        leastOffsetSeconds,
        MOST_OFFSET_SECONDS,
        ProgramRefusal.EXPIRATION_OFFSET_RANGE,
        "expirationOffsetSeconds");
    requireRange(
        maxRolloverClaimPeriods,
        0,
        MOST_PERIODS,
        ProgramRefusal.MAX_ROLLOVER_RANGE,
        "maxRolloverClaimPeriods");
    if (total.compareTo(BigInteger.valueOf(claimPeriods)) < 0) {
      throw ProgramRefusal.PERIOD_POOL_ZERO.of("totalRewardPool", total);
    }
    requireRange(
        minimumRolloverBps,
        0,
        QualifyingAction.WHOLE,
        ProgramRefusal.MINIMUM_ROLLOVER_RANGE,
        "minimumRolloverBps");
    if (minimumRolloverAmount != null && minimumRolloverAmount.signum() < 0) {
      throw ProgramRefusal.MINIMUM_ROLLOVER_RANGE.of(
          "minimumRolloverAmount", minimumRolloverAmount);
    }
  }

  private static void requireRange(
      long value, long least, long most, ProgramRefusal refusal, String field) {
    if (value < least || value > most) {
      throw refusal.of(field, value);
    }
  }

  private List<QualifyingAction> checkActions() {
    if (actions.isEmpty()) {
      throw ProgramRefusal.NO_QUALIFYING_ACTIONS.of("qualifyingActions", 0);
    }
    if (actions.size() > MOST_ACTIONS) {
      throw ProgramRefusal.TOO_MANY_ACTIONS.of("qualifyingActions", actions.size());
    }
    List<QualifyingAction> checked = new ArrayList<>();
    for (RequestedAction action : actions) {
      checked.add(action.check("qualifyingActions[" + checked.size() + "]"));
    }
    return checked;
  }

  private ProgramTerms terms(long id, List<QualifyingAction> checked) {
    BigInteger rollover =
        minimumRolloverAmount == null
            ? RewardMath.minimumRollover(total, claimPeriods, minimumRolloverBps)
            : minimumRolloverAmount;
    return new ProgramTerms(
        id,
        title,
        description,
        creator,
        asset,
        total,
        maxRewardByAddress,
        rollover,
        claimPeriodSeconds,
        claimPeriods,
        programStartMs,
        expirationOffsetSeconds,
        checked);
  }
}
