package dev.curation.local;

import org.jspecify.annotations.Nullable;

/**
 * An emulator (Firestore, chain) could not be found or fetched. The message is a sentence that says
 * what to do.
 */
public final class EmulatorMissingException extends RuntimeException {
  public EmulatorMissingException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
