package dev.curation.rewards;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Where the next page begins, as one word that readers hand back. */
final class Cursors {
  private static final int MOST_LENGTH = 400;
  private static final String SEPARATOR = "\n";

  private Cursors() {}

  static String of(String... parts) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @throws InvalidRequestException if it is no cursor of so many parts
   */
  static List<String> parts(String cursor, int count) {
    try {
      if (cursor.length() <= MOST_LENGTH) {
        byte[] decoded = Base64.getUrlDecoder().decode(cursor);
        List<String> parts =
            List.of(new String(decoded, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        if (parts.size() == count && of(parts.toArray(String[]::new)).equals(cursor)) {
          return parts;
        }
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says it better.
    }
    throw refused(cursor);
  }

  /** A cursor that is a time in milliseconds. */
  static long time(String cursor) {
    String text = parts(cursor, 1).getFirst();
    if (!text.matches("[0-9]{1,15}")) {
      throw refused(cursor);
    }
    return Long.parseLong(text);
  }

  static InvalidRequestException refused(String cursor) {
    return new InvalidRequestException(
        "cursor", cursor, "must be the next of an answer from the same address");
  }
}
