package dev.curation.messaging;

import org.jspecify.annotations.Nullable;

/** Messages were not all taken by the transport; some may have been. */
public final class MessagingException extends RuntimeException {
  public MessagingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
