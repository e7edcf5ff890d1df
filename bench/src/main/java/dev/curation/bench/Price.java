package dev.curation.bench;

import dev.curation.store.StoreUsage;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What Firestore charges for reads, writes and deletes, in millionths of a cent each (list prices
 * of November 2026, without the free ones; storage and network not included).
 */
enum Price {
  ONE_REGION(30, 90, 10),
  MULTI_REGION(60, 180, 20);

  private static final long MILLION = 1_000_000;

  /** Millionths of a cent in a dollar. */
  private static final long DOLLAR = 100 * MILLION;

  private final long read;
  private final long write;
  private final long delete;

  Price(long read, long write, long delete) {
    this.read = read;
    this.write = write;
    this.delete = delete;
  }

  /**
   * Dollars for a million events, if all cost as much as these; to the cent.
   *
   * @param events how many were paid for, positive
   */
  BigDecimal perMillion(StoreUsage usage, int events) {
    long cost = usage.reads() * read + usage.writes() * write + usage.deletes() * delete;
    return BigDecimal.valueOf(cost)
        .multiply(BigDecimal.valueOf(MILLION))
        .divide(
            BigDecimal.valueOf(DOLLAR).multiply(BigDecimal.valueOf(events)),
            2,
            RoundingMode.HALF_UP);
  }
}
