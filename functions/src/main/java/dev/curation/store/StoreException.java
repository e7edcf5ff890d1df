package dev.curation.store;

import org.jspecify.annotations.Nullable;

/** The database did not do what it was asked; one type per cause. */
public abstract sealed class StoreException extends RuntimeException {
  private StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** A document is not as a write demands: it exists, is missing, or has changed. */
  public static final class PreconditionFailed extends StoreException {
    public PreconditionFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The database could not be reached or did not answer: a write may or may not have happened. */
  public static final class Unavailable extends StoreException {
    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The request can never succeed: too large, malformed, not permitted. */
  public static final class Refused extends StoreException {
    public Refused(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
