package dev.curation.chain;

import dev.curation.errors.InvalidValueException;

/** The EIP-155 number of a chain, 1 to 2^63-1. */
public record ChainId(long number) {
  public ChainId {
    if (number < 1) {
      throw new InvalidValueException("chainId", number, "must be a positive number");
    }
  }

  /**
   * @throws InvalidValueException naming the field
   */
  public static ChainId parse(String field, String text) {
    if (!text.matches("[1-9][0-9]{0,17}")) {
      throw new InvalidValueException(field, text, "must be a positive decimal number");
    }
    return new ChainId(Long.parseLong(text));
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
