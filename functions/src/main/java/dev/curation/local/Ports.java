package dev.curation.local;

import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of this machine. */
public final class Ports {
  private Ports() {}

  /**
   * Checks that nobody listens on the port. Must come before a server is started: the Functions
   * Framework would silently share a taken port with its owner.
   *
   * @throws PortTakenException if somebody listens
   * @throws InvalidValueException if it is no port, 1 to 65535
   */
  public static void requireFree(int port) {
    if (port < 1 || port > 65_535) {
      throw new InvalidValueException("port", port, "must be 1 to 65535");
    }
    // Both: a listener on one of them does not stop the other on every system.
    try {
      bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      bind(new InetSocketAddress(port));
    } catch (IOException e) {
      throw new PortTakenException(port, e);
    }
  }

  /** A port that is free now; another program may take it before it is used. */
  public static int free() {
    try {
      return bind(new InetSocketAddress(0));
    } catch (IOException e) {
      throw new UncheckedIOException("No free port", e);
    }
  }

  private static int bind(InetSocketAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
      return socket.getLocalPort();
    }
  }
}
