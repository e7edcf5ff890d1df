package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The benchmarks of lazy rewards measure what they say. */
class WithdrawalsBenchmarkTest {
  @Test
  void shouldRunAllOperationsOfTheVectors() {
    assertDoesNotThrow(new WithdrawalsBenchmark()::check);
  }

  @Test
  void shouldFillAPoolWithAsManyDelegations() {
    assertEquals(5_000, WithdrawalsMemory.measure(5_000).delegations());
  }
}
