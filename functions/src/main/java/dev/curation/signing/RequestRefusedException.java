package dev.curation.signing;

/** A request that is understood and not done, for another reason than the rules'. */
public final class RequestRefusedException extends RuntimeException {
  private final Reason reason;
  private final String field;
  private final Object value;

  /** Why it is refused. */
  public enum Reason {
    /** The chain, the collection or the person is none of ours. */
    UNKNOWN,
    /** The person did not sign this. */
    WRONG_SIGNER,
    /** Somebody else owns the operator. */
    NOT_OWNER,
    /** Only who has staked may be an operator. */
    NO_STAKE,
    /** There are as many operators as a pool holds. */
    POOL_FULL,
    /** The person has as many changes to come in force as anybody may have. */
    TOO_MANY_CHANGES,
    /** The deadline has passed. */
    EXPIRED,
    /** Another request had this id. */
    REQUEST_ID_USED
  }

  public RequestRefusedException(Reason reason, String field, Object value, String why) {
    super(field + " '" + value + "' " + why);
    this.reason = reason;
    this.field = field;
    this.value = value;
  }

  public Reason reason() {
    return reason;
  }

  public String field() {
    return field;
  }

  public Object value() {
    return value;
  }
}
