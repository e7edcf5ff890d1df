package dev.curation.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An hour is [start, start + 1 h). */
class BlockHourTest {
  @ParameterizedTest
  @CsvSource({
    "2022-10-01T12:00:00.000Z, 2022-10-01T12:00:00Z",
    "2022-10-01T12:59:59.999Z, 2022-10-01T12:00:00Z",
    "2022-10-01T13:00:00.000Z, 2022-10-01T13:00:00Z",
    "2023-12-31T23:59:59.999Z, 2023-12-31T23:00:00Z",
    "1970-01-01T00:00:00.000Z, 1970-01-01T00:00:00Z"
  })
  void shouldHoldItsFirstMillisecondAndNotItsEnd(Instant time, Instant start) {
    BlockHour hour = BlockHour.of(time.toEpochMilli());
    assertEquals(start.toEpochMilli(), hour.start());
    assertEquals(start.toString(), hour.toString());
    assertEquals(Long.toString(start.toEpochMilli()), hour.id());
  }

  @Test
  void shouldEndWhereTheNextBegins() {
    BlockHour hour = BlockHour.of(Instant.parse("2022-10-01T12:34:56Z").toEpochMilli());
    assertEquals(hour.start() + 3_600_000, hour.end());
    assertEquals(hour.next(), BlockHour.of(hour.end()));
    assertEquals(hour, BlockHour.of(hour.end() - 1));
    assertEquals(-1, hour.compareTo(hour.next()));
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600_000, -1, 1, 3_599_999, 1_664_625_600_001L})
  void shouldRefuseAStartThatIsNoWholeHour(long start) {
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> new BlockHour(start));
    assertEquals("blockStart", e.field());
  }
}
