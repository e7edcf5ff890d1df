package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.store.StoreUsage;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/**
 * Firestore's list prices: 0.03, 0.09 and 0.01 dollars per 100,000; twice that in a multi-region.
 */
class PriceTest {
  @Test
  void shouldCountDollarsPerMillionEvents() {
    StoreUsage usage = new StoreUsage(100_000, 200_000, 300_000, 7);
    assertEquals(new BigDecimal("0.24"), Price.ONE_REGION.perMillion(usage, 1_000_000));
    assertEquals(new BigDecimal("0.48"), Price.MULTI_REGION.perMillion(usage, 1_000_000));
    assertEquals(new BigDecimal("24.00"), Price.ONE_REGION.perMillion(usage, 10_000));
  }

  @Test
  void shouldRoundToTheCent() {
    assertEquals(
        new BigDecimal("0.33"), Price.ONE_REGION.perMillion(new StoreUsage(0, 11, 0, 1), 30));
  }
}
