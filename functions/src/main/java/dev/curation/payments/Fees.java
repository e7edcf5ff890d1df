package dev.curation.payments;

import dev.curation.money.Wei;
import java.math.BigInteger;

/**
 * What is offered for each unit of gas (EIP-1559).
 *
 * @param max the most, in wei, of base fee and tip together
 * @param tip the most for whoever makes the block, in wei
 */
public record Fees(Wei max, Wei tip) {
  private static final BigInteger EIGHT = BigInteger.valueOf(8);

  /** At least these, and an eighth more than the old ones: nodes ask for a tenth. */
  Fees above(Fees old) {
    return new Fees(higher(max, old.max), higher(tip, old.tip));
  }

  private static Wei higher(Wei now, Wei old) {
    BigInteger least = old.value().add(old.value().divide(EIGHT)).add(BigInteger.ONE);
    return Wei.of(now.value().max(least));
  }

  /** What the gas of a transaction costs at most. */
  BigInteger cost(long gas) {
    return max.value().multiply(BigInteger.valueOf(gas));
  }
}
