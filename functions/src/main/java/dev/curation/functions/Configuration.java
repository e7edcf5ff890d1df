package dev.curation.functions;

import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.errors.InvalidValueException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** The backend's settings, from environment variables. */
final class Configuration {
  /** Far more than any chain needs; a longer one would overflow when it is added to a time. */
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private Configuration() {}

  /**
   * {@code CURATION_FINALITY_DELAY} (ISO-8601 duration, default PT24H) and {@code
   * CURATION_USER_DOCUMENTS} (all, current or none; default current).
   *
   * @throws InvalidValueException naming the variable
   */
  static AggregationSettings aggregation(Map<String, String> environment) {
    AggregationSettings settings = AggregationSettings.DEFAULT;
    String delay = environment.get("CURATION_FINALITY_DELAY");
    if (delay != null) {
      settings = settings.withFinalityDelay(duration("CURATION_FINALITY_DELAY", delay));
    }
    String users = environment.get("CURATION_USER_DOCUMENTS");
    return users == null
        ? settings
        : settings.withUserDocuments(UserDocuments.parse("CURATION_USER_DOCUMENTS", users));
  }

  private static Duration duration(String name, String text) {
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // The sentence below says it better.
    }
    throw new InvalidValueException(
        name, text, "must be an ISO-8601 duration such as PT24H, at most P3650D");
  }
}
