package dev.curation.local;

import org.jspecify.annotations.Nullable;

/** An emulator (Firestore, chain) did not start, or refused a request; the message says why. */
public final class EmulatorException extends RuntimeException {
  public EmulatorException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
