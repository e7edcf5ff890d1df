package dev.curation.rewards;

/** What was asked for does not exist; names it. */
public final class NotFoundException extends RuntimeException {
  private final String field;
  private final String value;

  public NotFoundException(String field, Object value, String message) {
    super(message);
    this.field = field;
    this.value = value.toString();
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }
}
