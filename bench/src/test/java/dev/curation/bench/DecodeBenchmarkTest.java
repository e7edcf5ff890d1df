package dev.curation.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

import org.junit.jupiter.api.Test;

/** The benchmark's logs tell of the sales that they are made of. */
class DecodeBenchmarkTest {
  @Test
  void shouldDecodeToTheSalesThatTheMixHolds() {
    assertDoesNotThrow(new DecodeBenchmark()::check);
  }
}
