package dev.curation.money;

/**
 * Money would be lost or invented: a conservation equation does not hold. Nothing may be written.
 */
public final class ConservationException extends RuntimeException {
  public ConservationException(String message) {
    super(message);
  }
}
