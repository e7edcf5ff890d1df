package dev.curation.commits;

import dev.curation.errors.InvalidValueException;

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
    if (who.isBlank() || who.length() > LONGEST_REASON) {
      throw new InvalidValueException("who", who, "must be 1 to " + LONGEST_REASON + " characters");
    }
    if (why.isBlank() || why.length() > LONGEST_REASON) {
      throw new InvalidValueException("why", why, "must be 1 to " + LONGEST_REASON + " characters");
    }
  }
}
