package dev.curation.decoding;

import dev.curation.errors.InvalidValueException;

/** For how long a stake is locked (specs/ingestion.md, Stakes, votes and un-votes). */
public enum StakeDuration {
  NONE(0),
  THREE_MONTHS(90),
  SIX_MONTHS(180),
  TWELVE_MONTHS(360);

  private static final StakeDuration[] CODES = values();
  private final int vestingDays;

  StakeDuration(int vestingDays) {
    this.vestingDays = vestingDays;
  }

  /** The contract's number for it: 0 to 3. */
  public int code() {
    return ordinal();
  }

  /** By how much it multiplies the power of a stake: 1 to 4. */
  public int multiplier() {
    return ordinal() + 1;
  }

  /** Days after which the stake may be taken out. */
  public int vestingDays() {
    return vestingDays;
  }

  /**
   * The duration of the contract's number.
   *
   * @throws InvalidValueException naming the field, if it is not 0 to 3
   */
  public static StakeDuration of(String field, int code) {
    if (code < 0 || code >= CODES.length) {
      throw new InvalidValueException(field, code, "must be 0 to " + (CODES.length - 1));
    }
    return CODES[code];
  }
}
