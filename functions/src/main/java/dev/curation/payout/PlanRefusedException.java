package dev.curation.payout;

/** There is no plan for what was asked. */
public final class PlanRefusedException extends RuntimeException {
  private static final int LONGEST_SHOWN = 120;

  private final PlanRefusal refusal;
  private final String field;
  private final String value;
  private final String reason;

  PlanRefusedException(PlanRefusal refusal, String field, String value, String reason) {
    super(refusal + ": " + field + " '" + cut(value) + "': " + reason);
    this.refusal = refusal;
    this.field = field;
    this.value = value;
    this.reason = reason;
  }

  private static String cut(String value) {
    return value.length() <= LONGEST_SHOWN ? value : value.substring(0, LONGEST_SHOWN) + "...";
  }

  public PlanRefusal refusal() {
    return refusal;
  }

  /** As the plan file spells it. */
  public String field() {
    return field;
  }

  public String value() {
    return value;
  }

  /** What a valid value would be. */
  public String reason() {
    return reason;
  }
}
