package dev.curation.withdrawals;

/** Why an operation is refused (specs/withdrawals.md, Rules). */
public enum Refusal {
  UNKNOWN_OPERATOR("is no operator"),
  OPERATOR_EXISTS("is an operator already"),
  OPERATOR_HAS_VOTES("has votes placed with it"),
  UNKNOWN_DELEGATION("has no votes there"),
  INSUFFICIENT_VOTES("is more than there are"),
  BAD_VOTES("must be at least 1"),
  BAD_RATE("must be 0 to 10^18, together with the tax"),
  SAME_OPERATOR("must be another operator than the source"),
  BLOCKED_ADDRESS("is blocked: nothing is paid to it"),
  WITHDRAW_ADDRESS_DISABLED("is not possible: everybody is paid at their own address");

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  public RefusedException of(String field, Object value) {
    return new RefusedException(this, field, value);
  }
}
