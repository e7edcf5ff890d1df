package dev.curation.payments;

import dev.curation.money.Wei;
import java.math.BigInteger;

/**
 * What gas costs at the moment.
 *
 * @param base the newest block's base fee, in wei for each unit
 * @param tip what gets a transaction into a block soon, in wei for each unit
 */
public record Market(Wei base, Wei tip) {
  /** Enough for some blocks to come: the base fee may double. */
  Fees offer() {
    return new Fees(Wei.of(base.value().multiply(BigInteger.TWO).add(tip.value())), tip);
  }

  /** Whether an offer is too low for the next block. */
  boolean isAbove(Fees fees) {
    return fees.tip().compareTo(tip) < 0 || fees.max().compareTo(base.plus(tip)) < 0;
  }
}
