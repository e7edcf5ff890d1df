package dev.curation.node;

import org.jspecify.annotations.Nullable;

/** A node did not do what it was asked. */
public abstract sealed class NodeException extends RuntimeException {
  private NodeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The node cannot be reached or says that it is overloaded: another one may answer. */
  public static final class Unavailable extends NodeException {
    public Unavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /** The node refuses the request, in whatever words: a smaller one may do. */
  public static final class Refused extends NodeException {
    public Refused(String message) {
      super(message, null);
    }
  }
}
