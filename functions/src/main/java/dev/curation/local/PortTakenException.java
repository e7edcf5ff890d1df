package dev.curation.local;

/** Another program listens on a port that is needed. */
public final class PortTakenException extends RuntimeException {
  private final int port;

  public PortTakenException(int port, Throwable cause) {
    super(
        "Port " + port + " is taken by another program: stop that program or choose another port.",
        cause);
    this.port = port;
  }

  public int port() {
    return port;
  }
}
