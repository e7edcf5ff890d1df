package dev.curation.aggregation;

/** Another run has taken the lease: this one may write nothing more. */
final class LeaseLostException extends RuntimeException {
  LeaseLostException(String message) {
    super(message);
  }
}
