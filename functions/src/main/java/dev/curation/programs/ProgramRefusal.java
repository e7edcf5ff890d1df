package dev.curation.programs;

/** Why a program's rules refuse something (specs/programs.md, sections 3, 4, 7, 8 and 9). */
public enum ProgramRefusal {
  TITLE_BLANK,
  TITLE_TOO_LONG,
  DESCRIPTION_BLANK,
  DESCRIPTION_TOO_LONG,
  INVALID_ADDRESS,
  POOL_NOT_POSITIVE,
  MAX_REWARD_NOT_POSITIVE,
  ASSET_MISMATCH,
  MAX_REWARD_ABOVE_POOL,
  CLAIM_PERIODS_RANGE,
  CLAIM_PERIOD_SECONDS_RANGE,
  EXPIRATION_OFFSET_RANGE,
  MAX_ROLLOVER_RANGE,
  PERIOD_POOL_ZERO,
  MINIMUM_ROLLOVER_RANGE,
  NO_QUALIFYING_ACTIONS,
  TOO_MANY_ACTIONS,
  ACTION_UNSUPPORTED,
  ACTION_MIN_ABOVE_MAX,
  ACTION_MAX_BELOW_ONE,
  ACTION_STAKE_BAND,
  ACTION_FIELD_NOT_ALLOWED,
  ACTION_PERCENTILE_BAND,
  ACTION_ROLE,
  ACTION_MULTIPLIER,
  START_IN_PAST,
  INSUFFICIENT_FUNDS,
  PROGRAM_NOT_FOUND,
  NOT_AUTHORIZED,
  INCORRECT_STATE,
  PROGRAM_EXPIRED,
  PERIOD_NOT_FOUND,
  TIME_WENT_BACK;

  /**
   * @param field what was asked for wrongly
   * @param value what was asked
   */
  public ProgramRefusedException of(String field, Object value) {
    return new ProgramRefusedException(this, field, String.valueOf(value));
  }
}
