package dev.curation.rewards;

import dev.curation.errors.InvalidValueException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a request is wrong: the reader's fault, while an {@link InvalidValueException} of what
 * is stored is ours.
 */
public final class InvalidRequestException extends RuntimeException {
  private final String field;
  private final String value;

  /**
   * @param field the parameter, or the part of the path
   * @param reason what a valid value would be
   */
  public InvalidRequestException(String field, @Nullable Object value, String reason) {
    this(new InvalidValueException(field, value, reason));
  }

  private InvalidRequestException(InvalidValueException cause) {
    super(cause.getMessage(), cause);
    this.field = cause.field();
    this.value = cause.value();
  }

  /** Reads a part of a request. */
  static <T> T check(Supplier<T> parse) {
    try {
      return parse.get();
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  public String field() {
    return field;
  }

  public String value() {
    return value;
  }
}
