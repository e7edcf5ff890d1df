package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortsTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldRefuseATakenPort(boolean loopback) throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, loopback ? InetAddress.getLoopbackAddress() : null)) {
      int port = socket.getLocalPort();
      PortTakenException e = assertThrows(PortTakenException.class, () -> Ports.requireFree(port));
      assertEquals(port, e.port());
      assertEquals(
          "Port "
              + port
              + " is taken by another program: stop that program or choose another port.",
          e.getMessage());
    }
  }

  @Test
  void shouldOfferAFreePort() {
    Ports.requireFree(Ports.free());
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void shouldRefuseWhatIsNoPort(int port) {
    assertThrows(InvalidValueException.class, () -> Ports.requireFree(port));
  }
}
