package dev.curation.money;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VotesPerTokenTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, 1000000, 1",
    "4.000000, 4000000, 4",
    "2.5, 2500000, 2.5",
    "3.013157, 3013157, 3.013157",
    "0.000001, 1, 0.000001",
    "10, 10000000, 10",
    "9223372036854.775807, 9223372036854775807, 9223372036854.775807"
  })
  void shouldReadAndWriteDecimals(String text, long millionths, String written) {
    VotesPerToken read = VotesPerToken.parse("votesPerToken", text);
    assertEquals(VotesPerToken.ofMillionths(millionths), read);
    assertEquals(written, read.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-1",
        "+1",
        ".5",
        "2.",
        "1.0000001",
        "01",
        "1e1",
        " 1",
        "1,5",
        "9223372036854.775808",
        "99999999999999"
      })
  void shouldNameFieldAndValueOfWhatIsNoDecimal(String text) {
    InvalidValueException e =
        assertThrows(
            InvalidValueException.class, () -> VotesPerToken.parse("stake.votesPerToken", text));
    assertEquals("stake.votesPerToken", e.field());
    assertEquals(text, e.value());
  }

  @Test
  void shouldRefuseWhatIsOutOfRange() {
    assertEquals("9223372036854", VotesPerToken.of(9_223_372_036_854L).toString());
    assertThrows(InvalidValueException.class, () -> VotesPerToken.of(9_223_372_036_855L));
    assertThrows(InvalidValueException.class, () -> VotesPerToken.of(-1));
    assertThrows(InvalidValueException.class, () -> VotesPerToken.of(Long.MIN_VALUE));
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> VotesPerToken.ofMillionths(-1));
    assertEquals("votesPerToken '-0.000001': must not be negative", e.getMessage());
  }

  @Test
  void shouldBeZeroOnlyAtZero() {
    assertTrue(VotesPerToken.of(0).isZero());
    assertEquals(VotesPerToken.ZERO, VotesPerToken.of(0));
    assertFalse(VotesPerToken.ofMillionths(1).isZero());
  }
}
