package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.math.BigInteger;

/**
 * What was paid for the NFTs of a log.
 *
 * @param token the zero address for native currency
 * @param amount in the token's smallest unit
 * @param inWei whether the token is the native currency or its wrapped form
 */
record Payment(Address token, Wei amount, boolean inWei) {
  private static final int MAX_BITS = 256;

  /**
   * @throws InvalidValueException if the amount exceeds 2^256-1
   */
  static Payment of(ContractSet contracts, Address token, BigInteger amount) {
    return new Payment(token, wei("price", amount), contracts.isWei(token));
  }

  /**
   * A sum of amounts.
   *
   * @throws InvalidValueException naming the field, if it exceeds 2^256-1
   */
  static Wei wei(String field, BigInteger sum) {
    if (sum.bitLength() > MAX_BITS) {
      throw new InvalidValueException(field, sum, "must not exceed 2^256-1 in sum");
    }
    return Wei.of(sum);
  }
}
