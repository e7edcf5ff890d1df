package dev.curation.rewards;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What follows the question mark, checked: every error names the parameter and its value. */
final class Parameters {
  /** Items on a page. */
  static final int LIMIT = 20;

  static final int MOST = 100;

  /** The year 10000: later times are typing errors. */
  private static final long END_OF_TIME = 253_402_300_800_000L;

  private final Map<String, List<String>> values;

  /**
   * @param known the parameters that the question takes
   * @throws InvalidRequestException if there is another one, or one twice
   */
  Parameters(Map<String, List<String>> values, String... known) {
    this.values = values;
    Set<String> allowed = Set.of(known);
    values.forEach(
        (name, each) -> {
          if (!allowed.contains(name)) {
            throw new InvalidRequestException(
                name, each.isEmpty() ? "" : each.getFirst(), "is not a parameter of this address");
          }
          if (each.size() != 1) {
            throw new InvalidRequestException(name, each, "must be given once");
          }
        });
  }

  @Nullable String text(String name) {
    List<String> given = values.get(name);
    return given == null ? null : given.getFirst();
  }

  int limit() {
    return limit(LIMIT);
  }

  int limit(int otherwise) {
    String text = text("limit");
    if (text == null) {
      return otherwise;
    }
    if (text.matches("[0-9]{1,3}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    }
    throw new InvalidRequestException("limit", text, "must be 1 to " + MOST);
  }

  /** A time in milliseconds, given so or as ISO-8601; the default where it is missing. */
  long time(String name, long otherwise) {
    String text = text(name);
    return text == null ? otherwise : time(name, text);
  }

  static long time(String name, String text) {
    if (text.matches("[0-9]{1,15}")) {
      long time = Long.parseLong(text);
      if (time < END_OF_TIME) {
        return time;
      }
    } else {
      try {
        long time = Instant.parse(text).toEpochMilli();
        if (time >= 0 && time < END_OF_TIME) {
          return time;
        }
      } catch (DateTimeParseException | ArithmeticException e) {
        // The sentence below says it better.
      }
    }
    throw new InvalidRequestException(
        name, text, "must be milliseconds since 1970 or a time such as 2026-11-01T00:00:00Z");
  }

  /** A moment of the past to answer for; null: now. */
  @Nullable Long at(long now) {
    String text = text("at");
    if (text == null) {
      return null;
    }
    long at = time("at", text);
    if (at > now) {
      throw new InvalidRequestException("at", text, "must not be in the future");
    }
    return at;
  }

  @Nullable ChainId chain() {
    String text = text("chain");
    return text == null ? null : InvalidRequestException.check(() -> ChainId.parse("chain", text));
  }

  /** Upper case is taken too: wallets write addresses with a checksum in it. */
  static Address address(String field, String text) {
    return InvalidRequestException.check(() -> Address.parse(field, text.toLowerCase(Locale.ROOT)));
  }

  static CollectionId collection(String text) {
    return InvalidRequestException.check(() -> CollectionId.parse(text.toLowerCase(Locale.ROOT)));
  }
}
