package dev.curation.chain;

import dev.curation.errors.InvalidValueException;

/** The EIP-155 number of a chain: positive, at most 18 digits. */
public record ChainId(long number) {
  private static final long MAX = 999_999_999_999_999_999L;

  public ChainId {
    if (number < 1 || number > MAX) {
      throw new InvalidValueException("chainId", number, "must be positive, 18 digits at most");
    }
  }

  /**
   * @throws InvalidValueException naming the field
   */
  public static ChainId parse(String field, String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new InvalidValueException(
          field, text, "must be a positive decimal number, 18 digits at most");
    }
    return new ChainId(Long.parseLong(text));
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
