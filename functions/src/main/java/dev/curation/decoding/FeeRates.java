package dev.curation.decoding;

import dev.curation.chain.Address;

/** The protocol fee rates of the exchanges whose events tell no fee, as they changed. */
public interface FeeRates {
  /**
   * The rate in force just before a log.
   *
   * @param defaultBps the rate before the exchange first changed it
   * @return basis points, 0 to 10000
   */
  int bpsAt(Address exchange, int defaultBps, long blockNumber, int logIndex);
}
