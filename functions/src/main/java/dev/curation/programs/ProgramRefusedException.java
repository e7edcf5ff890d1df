package dev.curation.programs;

/** The rules refuse it, and nothing has changed. */
public final class ProgramRefusedException extends RuntimeException {
  private final ProgramRefusal refusal;
  private final String field;
  private final String value;

  ProgramRefusedException(ProgramRefusal refusal, String field, String value) {
    super(refusal + ": " + field + " '" + value + "'");
    this.refusal = refusal;
    this.field = field;
    this.value = value;
  }

  public ProgramRefusal refusal() {
    return refusal;
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }
}
