package dev.curation.messaging;

import com.google.common.base.Utf8;
import dev.curation.errors.InvalidValueException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is published to a topic. Eventarc hands on events of at most 512 KB, Base64 and envelope
 * included; larger messages reach a function only by a push subscription of its own.
 *
 * @param body JSON text, 1 byte to {@link #MOST_BYTES} as UTF-8
 * @param attributes what can be told without reading the body; may be empty
 */
public record Message(String body, SortedMap<String, String> attributes) {
  /** 9 MiB: the transport takes 10 MB with everything around the body. */
  public static final int MOST_BYTES = 9 << 20;

  /**
   * @throws InvalidValueException naming {@code body}, if it is empty, too large or no Unicode
   */
  public Message {
    long bytes = bytes(body);
    if (bytes == 0 || bytes > MOST_BYTES) {
      throw new InvalidValueException("body", bytes + " bytes", "must be 1 to " + MOST_BYTES);
    }
    attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
  }

  /** One without attributes. */
  public static Message of(String body) {
    return new Message(body, Collections.emptySortedMap());
  }

  private static long bytes(String body) {
    try {
      return body.length() > MOST_BYTES ? body.length() : Utf8.encodedLength(body);
    } catch (IllegalArgumentException e) {
      InvalidValueException refused =
          new InvalidValueException(
              "body", body.length() + " characters", "must have no half of a surrogate pair");
      refused.initCause(e);
      throw refused;
    }
  }
}
