package dev.curation.aggregation;

import org.junit.jupiter.api.Test;

/** Random histories against the {@link BookingModel}. */
class AggregationModelTest {
  private static final int SEEDS = 600;

  @Test
  void shouldBeWhatTheModelSaysAfterAnyHistory() {
    for (int seed = 0; seed < SEEDS; seed++) {
      new RandomHistory(seed).run();
    }
  }
}
