package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.errors.InvalidValueException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings from environment variables; a bad one is named. */
class ConfigurationTest {
  private static final String DELAY = "CURATION_FINALITY_DELAY";
  private static final String USERS = "CURATION_USER_DOCUMENTS";

  private static void assertNamed(String variable, String value, InvalidValueException e) {
    assertEquals(variable, e.field());
    assertEquals(value, e.value());
    assertTrue(e.toString().contains(variable + " '" + value + "'"), e.toString());
  }

  @Test
  void shouldSealAfter24HoursAndWriteUsersOfOpenPeriodsUnlessToldOtherwise() {
    AggregationSettings settings = Configuration.aggregation(Map.of());
    assertEquals(Duration.ofHours(24), settings.finalityDelay());
    assertEquals(UserDocuments.CURRENT, settings.userDocuments());
  }

  @ParameterizedTest
  @CsvSource({"PT24H, 86400", "PT0S, 0", "P2D, 172800", "PT1M30S, 90"})
  void shouldReadTheFinalityDelay(String text, long seconds) {
    assertEquals(
        Duration.ofSeconds(seconds),
        Configuration.aggregation(Map.of(DELAY, text)).finalityDelay());
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadForWhichBlocksUsersAreWritten(UserDocuments mode) {
    String text =
        mode == UserDocuments.ALL ? "all" : mode == UserDocuments.NONE ? "none" : "current";
    assertEquals(mode, Configuration.aggregation(Map.of(USERS, text)).userDocuments());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "24", "24h", "-PT1H", "PT-1S", "soon", "PT2562047788015215H"})
  void shouldNameABadFinalityDelay(String text) {
    assertNamed(
        DELAY,
        text,
        assertThrows(
            InvalidValueException.class, () -> Configuration.aggregation(Map.of(DELAY, text))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ALL", "some", " all"})
  void shouldNameABadModeOfUserDocuments(String text) {
    assertNamed(
        USERS,
        text,
        assertThrows(
            InvalidValueException.class, () -> Configuration.aggregation(Map.of(USERS, text))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void shouldNameABlankProject(String text) {
    assertNamed(
        "GOOGLE_CLOUD_PROJECT",
        text,
        assertThrows(
            InvalidValueException.class,
            () -> Wiring.fromEnvironment(Map.of("GOOGLE_CLOUD_PROJECT", text))));
  }

  @Test
  void shouldNameAMissingProject() {
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> Wiring.fromEnvironment(Map.of()));
    assertEquals("GOOGLE_CLOUD_PROJECT", e.field());
  }

  @Test
  void shouldRefuseABadSettingBeforeItConnects() {
    Map<String, String> environment = Map.of("GOOGLE_CLOUD_PROJECT", "demo", DELAY, "soon");
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> Wiring.fromEnvironment(environment));
    assertEquals(DELAY, e.field());
  }
}
