package dev.curation.decoding;

import dev.curation.errors.InvalidValueException;
import java.util.List;

/** For how long a stake is locked (specs/ingestion.md, Stakes, votes and un-votes). */
public enum StakeDuration {
  NONE(0, 0),
  THREE_MONTHS(1, 90),
  SIX_MONTHS(2, 180),
  TWELVE_MONTHS(3, 360);

  private static final List<StakeDuration> VALUES = List.of(values());
  private final int code;
  private final int vestingDays;

  StakeDuration(int code, int vestingDays) {
    this.code = code;
    this.vestingDays = vestingDays;
  }

  /** The contract's number for it: 0 to 3. */
  public int code() {
    return code;
  }

  /** By how much it multiplies the power of a stake: 1 to 4. */
  public int multiplier() {
    return code + 1;
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
    for (StakeDuration duration : VALUES) {
      if (duration.code == code) {
        return duration;
      }
    }
    throw new InvalidValueException(field, code, "must be 0 to " + TWELVE_MONTHS.code);
  }
}
