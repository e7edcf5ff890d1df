package dev.curation.webhook;

import dev.curation.errors.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is not accepted; one type per cause, each with the HTTP status that says so.
 * Nothing was written.
 */
public abstract sealed class WebhookException extends RuntimeException {
  private final int status;

  private WebhookException(int status, String message, @Nullable Throwable cause) {
    // Anybody may send requests to be refused; a stack trace would cost more than the rest of it.
    super(message, cause, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** What is wrong with the content; names the field and the value. */
  public static final class Malformed extends WebhookException {
    private final String field;

    public Malformed(InvalidValueException cause) {
      super(400, String.valueOf(cause.getMessage()), cause);
      this.field = cause.field();
    }

    Malformed(String field, @Nullable Object value, String reason) {
      this(new InvalidValueException(field, value, reason));
    }

    public String field() {
      return field;
    }
  }

  /** The signature is missing, wrong or too old. */
  public static final class Unauthenticated extends WebhookException {
    Unauthenticated(String message) {
      super(401, message, null);
    }
  }

  public static final class UnknownVendor extends WebhookException {
    public UnknownVendor() {
      super(404, "no such webhook; there are /webhooks/{alchemy,quicknode,moralis,tenderly}", null);
    }
  }

  public static final class MethodNotAllowed extends WebhookException {
    private final String allowed;

    /**
     * @param allowed the methods, as the header {@code Allow} names them
     */
    public MethodNotAllowed(String allowed) {
      super(405, allowed + " only", null);
      this.allowed = allowed;
    }

    public String allowed() {
      return allowed;
    }
  }

  public static final class TooLarge extends WebhookException {
    TooLarge(String message) {
      super(413, message, null);
    }
  }

  public static final class UnsupportedEncoding extends WebhookException {
    UnsupportedEncoding() {
      super(415, "Content-Encoding must be gzip or identity", null);
    }
  }

  /** The chain's node does not tell what the delivery left out: it has to be repeated. */
  public static final class NodeSilent extends WebhookException {
    NodeSilent(String message, @Nullable Throwable cause) {
      super(503, message, cause);
    }
  }
}
