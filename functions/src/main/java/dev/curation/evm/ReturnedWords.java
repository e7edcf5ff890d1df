package dev.curation.evm;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;

/**
 * What a contract's function returned, in words of 32 bytes.
 *
 * @param hex 64 digits for each word
 */
record ReturnedWords(String hex) {
  private static final int PREFIX = 2;
  private static final int DIGITS = 64;

  /**
   * @param function that was called
   * @param data {@code 0x} and hex digits
   * @param words how many it must be
   * @param contract that was called, for the error
   * @throws InvalidValueException naming the function, if it is another number of words
   */
  static ReturnedWords of(String function, String data, int words, Address contract) {
    if (data.length() != PREFIX + words * DIGITS) {
      throw new InvalidValueException(
          function, data, "must be " + words + " words of 32 bytes, from contract " + contract);
    }
    return new ReturnedWords(data.substring(PREFIX));
  }

  /**
   * @throws InvalidValueException naming the field, if the number has more bits
   */
  BigInteger unsigned(String field, int word, int bits) {
    BigInteger value = new BigInteger(hex.substring(word * DIGITS, (word + 1) * DIGITS), 16);
    if (value.bitLength() > bits) {
      throw new InvalidValueException(
          field, value, "must be an unsigned number of " + bits + " bits");
    }
    return value;
  }

  Address address(String field, int word) {
    BigInteger value = unsigned(field, word, Address.BYTES * Byte.SIZE);
    return new Address(String.format("0x%040x", value));
  }
}
