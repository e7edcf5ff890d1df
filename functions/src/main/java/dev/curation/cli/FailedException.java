package dev.curation.cli;

/** A command could not do what it was asked; the message says why. */
final class FailedException extends RuntimeException {
  FailedException(String message) {
    super(message);
  }
}
