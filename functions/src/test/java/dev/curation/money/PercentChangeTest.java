package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 100 * (now - before) / before, rounded down to 4 decimals, 0 where before is 0. */
class PercentChangeTest {
  @ParameterizedTest
  @CsvSource({
    "4, 5, 25",
    "5, 4, -20",
    "7, 7, 0",
    "3, 0, -100",
    "3, 4, 33.3333",
    "3, 5, 66.6666",
    "3, 2, -33.3334",
    "3, 1, -66.6667",
    "1000001, 1000002, 0",
    "1000001, 1000003, 0.0001",
    "10000000, 9999999, -0.0001"
  })
  void shouldRoundDownToFourDecimalsAlsoBelowZero(long before, long now, double percent) {
    assertEquals(percent, PercentChange.display(before, now));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 9223372036854775807"})
  void shouldBeZeroWhereNothingWasBefore(long before, long now) {
    assertEquals(0.0, PercentChange.display(before, now));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 9223372036854775807, 9.223372036854776E20",
    "9223372036854775807, 0, -100",
    "9223372036854775807, 9223372036854775806, -0.0001",
    "9223372036854775806, 9223372036854775807, 0",
    "9223372036854775807, 4611686018427387903, -50.0001"
  })
  void shouldBeExactForTheLargestNumbers(long before, long now, double percent) {
    assertEquals(percent, PercentChange.display(before, now));
  }
}
