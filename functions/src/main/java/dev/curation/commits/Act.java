package dev.curation.commits;

import dev.curation.errors.InvalidValueException;
import java.nio.charset.StandardCharsets;

/**
 * What an operator asks for, and why.
 *
 * @param requestId the same request is done once: 1 to 64 letters, digits, {@code _} or {@code -}
 * @param who asks, as the platform knows the caller
 * @param why in the operator's words, 1 to 500 characters
 * @param order the whole order as it came, so that another under the same id is told from it
 */
public record Act(String requestId, String who, String why, String order) {
  private static final int LONGEST_REASON = 500;

  /**
   * @throws InvalidValueException naming the field
   */
  public Act {
    if (!requestId.matches("[A-Za-z0-9_-]{1,64}") || requestId.matches("__.*__")) {
      throw new InvalidValueException(
          "requestId", requestId, "must be 1 to 64 letters, digits, _ or -");
    }
    requireText("who", who);
    requireText("why", why);
  }

  private static void requireText(String field, String text) {
    if (text.isBlank() || text.length() > LONGEST_REASON) {
      throw new InvalidValueException(
          field, text, "must be 1 to " + LONGEST_REASON + " characters");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      // The database would store question marks instead.
      throw new InvalidValueException(field, text, "must be Unicode");
    }
  }
}
