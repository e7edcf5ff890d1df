package dev.curation.voting;

import org.jspecify.annotations.Nullable;

/** A vote that is understood and not booked. Nothing was written. */
public final class VoteRefusedException extends RuntimeException {
  private final Reason reason;
  private final String field;
  private final @Nullable Long available;

  /** Why it is refused. */
  public enum Reason {
    /** The chain or the collection is none of ours. */
    UNKNOWN,
    /** The user did not sign this. */
    WRONG_SIGNER,
    /** The deadline has passed or the nonce was used. */
    SPENT,
    /** There are not that many votes. */
    NOT_ENOUGH
  }

  private VoteRefusedException(
      Reason reason, String field, String message, @Nullable Long available) {
    super(message);
    this.reason = reason;
    this.field = field;
    this.available = available;
  }

  static VoteRefusedException unknown(String field, Object value) {
    return new VoteRefusedException(
        Reason.UNKNOWN, field, field + " '" + value + "' is not known", null);
  }

  static VoteRefusedException wrongSigner() {
    return new VoteRefusedException(
        Reason.WRONG_SIGNER, "signature", "signature is not the user's of these fields", null);
  }

  static VoteRefusedException spent(String field, Object value, String why) {
    return new VoteRefusedException(Reason.SPENT, field, field + " '" + value + "' " + why, null);
  }

  static VoteRefusedException notEnough(long votes, long available) {
    return new VoteRefusedException(
        Reason.NOT_ENOUGH,
        "votes",
        "votes '" + votes + "' are more than the " + available + " available",
        available);
  }

  public Reason reason() {
    return reason;
  }

  /** The field of the message that it is refused for. */
  public String field() {
    return field;
  }

  /** The most votes that would have been accepted; null unless there were not enough. */
  public @Nullable Long available() {
    return available;
  }
}
