package dev.curation.payout;

/**
 * How awards grow with the time staked.
 *
 * @param baseBps the part awarded from the first day, per 10 000
 * @param fullDays the days after which all is awarded, at least 1
 */
public record Amp(int baseBps, int fullDays, AgeUnit ageUnit) {
  /** Whole days by the calendar of UTC, or the exact time. */
  public enum AgeUnit {
    UTC_DAYS,
    SECONDS
  }
}
