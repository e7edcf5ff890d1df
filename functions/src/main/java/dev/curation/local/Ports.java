package dev.curation.local;

import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/** TCP ports of this machine. */
public final class Ports {
  private static final int FIRST = 20_000;
  private static final int LAST = 29_999;
  private static final int ATTEMPTS = 100;
  private static final int STARTS = 3;

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

  /**
   * A port that is free now; another program may take it before it is used. Not from the range that
   * systems take for outgoing connections: any of those may take it at any time.
   */
  public static int free() {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
      try {
        requireFree(port);
        return port;
      } catch (PortTakenException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Starts a server on a port, or on a free one; tries again where another program was quicker on
   * that.
   *
   * @param port 0: any free one
   * @param start starts the server on the port it is given
   * @throws PortTakenException if another program listens on the port
   * @throws EmulatorException if the server does not start
   */
  static <T> T startOn(int port, IntFunction<T> start) {
    if (port != 0) {
      requireFree(port);
      return start.apply(port);
    }
    for (int attempt = 1; ; attempt++) {
      int free = free();
      try {
        return start.apply(free);
      } catch (EmulatorException e) {
        if (attempt == STARTS || isFree(free)) {
          throw e;
        }
      }
    }
  }

  private static boolean isFree(int port) {
    try {
      requireFree(port);
      return true;
    } catch (PortTakenException e) {
      return false;
    }
  }

  private static void bind(InetSocketAddress address) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address);
    }
  }
}
