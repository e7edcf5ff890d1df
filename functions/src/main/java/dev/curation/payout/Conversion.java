package dev.curation.payout;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * An asset that is sold before it is sent.
 *
 * @param to the asset bought
 * @param rateNum with {@code rateDen}: bought per sold, in smallest units
 * @param keepAt payees that are served in kind
 * @param minConvert less than this is not worth a swap
 */
public record Conversion(
    String to, BigInteger rateNum, BigInteger rateDen, Set<String> keepAt, BigInteger minConvert) {
  public Conversion {
    keepAt = Collections.unmodifiableSet(new TreeSet<>(keepAt));
  }

  /** sell * rate, rounded down. */
  BigInteger proceeds(BigInteger sell) {
    return sell.multiply(rateNum).divide(rateDen);
  }
}
