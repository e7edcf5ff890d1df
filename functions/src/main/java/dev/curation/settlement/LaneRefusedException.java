package dev.curation.settlement;

/** An operation or a message that the rules of lanes refuse. Nothing was changed. */
public final class LaneRefusedException extends RuntimeException {
  private final LaneRefusal refusal;
  private final String field;
  private final String value;

  LaneRefusedException(LaneRefusal refusal, String field, String value, String reason) {
    super(field + " '" + value + "': " + reason);
    this.refusal = refusal;
    this.field = field;
    this.value = value;
  }

  public LaneRefusal refusal() {
    return refusal;
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }
}
