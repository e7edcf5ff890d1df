package dev.curation.decoding;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.math.BigInteger;

/**
 * What part of a log's totals falls to one collection: evenly by NFT, the remainder to the first
 * NFT (specs/ingestion.md, Sales and their protocol fee).
 *
 * @param nfts of the collection, 1 or more
 * @param logNfts of the whole log
 * @param first whether the log's first NFT is one of the collection's
 */
public record NftShare(int nfts, int logNfts, boolean first) {
  /**
   * @throws InvalidValueException if the part is empty or more than the whole
   */
  public NftShare {
    if (nfts < 1 || nfts > logNfts) {
      throw new InvalidValueException("nfts", nfts, "must be 1 to " + logNfts);
    }
  }

  /** The part of a total of the log. */
  public Wei of(Wei total) {
    if (nfts == logNfts || total.isZero()) {
      return total;
    }
    BigInteger[] each = total.value().divideAndRemainder(BigInteger.valueOf(logNfts));
    BigInteger even = each[0].multiply(BigInteger.valueOf(nfts));
    return Wei.of(first ? even.add(each[1]) : even);
  }
}
