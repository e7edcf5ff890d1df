package dev.curation.errors;

import org.jspecify.annotations.Nullable;

/**
 * A value from outside that breaks a rule. Names the field, the value and what is wrong with it.
 */
public final class InvalidValueException extends RuntimeException {
  private static final int LONGEST_VALUE = 120;
  private static final int LONGEST_FIELD = 200;

  private final String field;
  private final String value;
  private final String reason;

  /**
   * @param field name of the field as its document or file spells it; a long one, which only who
   *     sends it can have made up, is cut
   * @param value the refused value; long ones are cut in the message
   * @param reason what a valid value would be
   */
  public InvalidValueException(String field, @Nullable Object value, String reason) {
    super(
        cut(field, LONGEST_FIELD)
            + " '"
            + cut(String.valueOf(value), LONGEST_VALUE)
            + "': "
            + reason);
    this.field = cut(field, LONGEST_FIELD);
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

  /** Half a character is none: no database stores it. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "...";
  }
}
