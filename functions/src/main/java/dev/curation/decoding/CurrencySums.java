package dev.curation.decoding;

import dev.curation.chain.Address;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/** What orders pay, summed by currency. */
final class CurrencySums {
  private final ContractSet contracts;
  private final Map<Address, BigInteger> sums = new LinkedHashMap<>();

  CurrencySums(ContractSet contracts) {
    this.contracts = contracts;
  }

  void add(Address token, BigInteger amount) {
    sums.merge(token, amount, BigInteger::add);
  }

  /**
   * The price: the part in wei if there is any, else the token with the largest sum. Native and
   * wrapped currency are one sum, under the larger one's name; the first of equals counts.
   *
   * @throws dev.curation.errors.InvalidValueException if it exceeds 2^256-1
   */
  Payment payment() {
    Payment wei = largest(true);
    if (wei.amount().isZero()) {
      Payment token = largest(false);
      return token.amount().isZero() ? wei : token;
    }
    BigInteger sum = BigInteger.ZERO;
    for (Map.Entry<Address, BigInteger> entry : sums.entrySet()) {
      sum = contracts.isWei(entry.getKey()) ? sum.add(entry.getValue()) : sum;
    }
    return Payment.of(contracts, wei.token(), sum);
  }

  private Payment largest(boolean inWei) {
    Address largest = Address.ZERO;
    BigInteger amount = BigInteger.ZERO;
    for (Map.Entry<Address, BigInteger> entry : sums.entrySet()) {
      boolean larger = entry.getValue().compareTo(amount) > 0;
      if (larger && contracts.isWei(entry.getKey()) == inWei) {
        largest = entry.getKey();
        amount = entry.getValue();
      }
    }
    return Payment.of(contracts, largest, amount);
  }
}
