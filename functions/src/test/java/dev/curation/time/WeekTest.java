package dev.curation.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A period begins on Sunday 00:00 UTC. */
class WeekTest {
  @ParameterizedTest
  @CsvSource({
    "2022-10-02T00:00:00.000Z, 2022-10-02T00:00:00Z",
    "2022-10-01T23:59:59.999Z, 2022-09-25T00:00:00Z",
    "2022-10-08T23:59:59.999Z, 2022-10-02T00:00:00Z",
    "2022-12-31T23:59:59.999Z, 2022-12-25T00:00:00Z",
    "2023-01-01T00:00:00.000Z, 2023-01-01T00:00:00Z",
    "2024-02-29T12:00:00.000Z, 2024-02-25T00:00:00Z",
    "1970-01-01T00:00:00.000Z, 1969-12-28T00:00:00Z",
    "1970-01-04T00:00:00.000Z, 1970-01-04T00:00:00Z"
  })
  void shouldBeginOnTheSundayBeforeOrOnTheTime(Instant time, Instant start) {
    Week week = Week.of(time.toEpochMilli());
    assertEquals(start.toEpochMilli(), week.start());
    assertEquals(start.toString(), week.toString());
    assertEquals(Long.toString(week.start()), week.id());
  }

  @ParameterizedTest
  @CsvSource({
    // Clocks change on these days in London, New York and Sydney; UTC knows nothing of it.
    "2022-03-27T00:59:59Z, 2022-03-27T00:00:00Z",
    "2022-10-30T01:00:00Z, 2022-10-30T00:00:00Z",
    "2022-11-06T05:00:00Z, 2022-11-06T00:00:00Z",
    "2022-04-02T15:59:59Z, 2022-03-27T00:00:00Z"
  })
  void shouldNotCareWhenClocksChange(Instant time, Instant start) {
    Week week = Week.of(time.toEpochMilli());
    assertEquals(start, Instant.ofEpochMilli(week.start()));
    assertEquals(7 * 24 * 3_600_000L, week.end() - week.start());
  }

  @Test
  void shouldAgreeWithTheCalendarOnEveryDayOfThirtyYears() {
    LocalDate sunday = LocalDate.of(1999, 12, 26);
    for (LocalDate day = sunday; day.getYear() < 2030; day = day.plusDays(1)) {
      sunday = day.getDayOfWeek() == DayOfWeek.SUNDAY ? day : sunday;
      OffsetDateTime midnight = day.atStartOfDay().atOffset(ZoneOffset.UTC);
      long expected = sunday.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      long first = midnight.toInstant().toEpochMilli();
      assertEquals(expected, Week.of(first).start(), day.toString());
      assertEquals(expected, Week.of(first + 86_399_999).start(), day.toString());
    }
  }

  @Test
  void shouldHoldTheHoursFromItsStartToItsEnd() {
    Week week = Week.of(Instant.parse("2022-10-05T12:00:00Z").toEpochMilli());
    assertEquals(week, new BlockHour(week.start()).week());
    assertEquals(week, new BlockHour(week.end() - BlockHour.MILLIS).week());
    assertEquals(new Week(week.end()), new BlockHour(week.end()).week());
    assertEquals(-1, week.compareTo(new Week(week.end())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2022-10-03T00:00:00Z", "2022-10-02T01:00:00Z", "1970-01-01T00:00:00Z"})
  void shouldRefuseAStartThatIsNoSundayMidnight(Instant start) {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> new Week(start.toEpochMilli()));
    assertEquals("periodStart", e.field());
  }
}
