package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The benchmark of reward programs measures what it says. */
class ProgramsBenchmarkTest {
  @Test
  void shouldComeToTheSameDay() {
    assertDoesNotThrow(new ProgramsBenchmark()::check);
  }

  @Test
  void shouldFillAProgramWithAsManyAccountStates() {
    assertEquals(5_000, ProgramsMemory.measure(5_000).accounts());
  }
}
