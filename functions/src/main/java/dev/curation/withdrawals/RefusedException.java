package dev.curation.withdrawals;

/** An operation that the rules refuse. Nothing was changed. */
public final class RefusedException extends RuntimeException {
  private final Refusal refusal;
  private final String field;
  private final String value;

  RefusedException(Refusal refusal, String field, Object value) {
    // An answer rather than a fault: where it was thrown tells nothing, and takes time.
    super(field + " '" + value + "': " + refusal.text(), null, false, false);
    this.refusal = refusal;
    this.field = field;
    this.value = value.toString();
  }

  public Refusal refusal() {
    return refusal;
  }

  /** What of the operation it is refused for. */
  public String field() {
    return field;
  }

  /** What it was. */
  public String value() {
    return value;
  }
}
