package dev.curation.errors;

import org.jspecify.annotations.Nullable;

/**
 * A value from outside that breaks a rule. Names the field, the value and what is wrong with it.
 */
public final class InvalidValueException extends RuntimeException {
  private final String field;
  private final String value;
  private final String reason;

  /**
   * @param field name of the field as its document or file spells it
   * @param value the refused value; long ones are cut in the message
   * @param reason what a valid value would be
   */
  public InvalidValueException(String field, @Nullable Object value, String reason) {
    super(field + " '" + cut(value) + "': " + reason);
    this.field = field;
    this.value = String.valueOf(value);
    this.reason = reason;
  }

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

  private static String cut(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= 120 ? text : text.substring(0, 120) + "...";
  }
}
