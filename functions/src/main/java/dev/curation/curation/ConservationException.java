package dev.curation.curation;

/**
 * Money would be lost or invented: the sum of all sale fees would differ from the sum of all
 * curators' totals and the carry. Nothing may be written.
 */
public final class ConservationException extends RuntimeException {
  public ConservationException(String message) {
    super(message);
  }
}
