package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.cloud.functions.invoker.runner.Invoker;
import dev.curation.local.Ports;
import dev.curation.rewards.RewardsApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The read API on Google's server; what is behind it can be exchanged. */
final class RewardsServer implements AutoCloseable {
  static final String PAGE = "https://example.org";
  private static final long A_MINUTE = 60_000_000_000L;

  /** Each look at it is a minute later: no answer is kept. */
  private static final AtomicLong NANOS = new AtomicLong();

  private static volatile @Nullable Rewards served;

  /** What the Functions Framework makes by name. */
  public static final class Function implements HttpFunction {
    @Override
    public void service(HttpRequest request, HttpResponse response) throws Exception {
      Objects.requireNonNull(served).service(request, response);
    }
  }

  private final int port = Ports.free();
  private final Invoker server =
      new Invoker(port, Function.class.getName(), "http", RewardsServer.class.getClassLoader());
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RewardsServer() {}

  static RewardsServer start() throws Exception {
    RewardsServer started = new RewardsServer();
    started.server.startTestServer();
    return started;
  }

  /** Answers from now on. */
  void serve(RewardsApi api) {
    served = new Rewards(api, new CrossOrigin(Set.of(PAGE)), () -> NANOS.addAndGet(A_MINUTE));
  }

  java.net.http.HttpResponse<byte[]> get(String target, String... headers) {
    return send("GET", target, headers);
  }

  java.net.http.HttpResponse<byte[]> send(String method, String target, String... headers) {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(method + " " + target, e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String text(java.net.http.HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The status of the answer to a request line that no client would send. */
  int raw(String method, byte[] target) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      // At once: a server that refuses the first half closes before the second is sent.
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes((method + " ").getBytes(StandardCharsets.US_ASCII));
      request.writeBytes(target);
      request.writeBytes(
          " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(request.toByteArray());
      byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return Integer.parseInt(new String(start, StandardCharsets.US_ASCII).substring(9));
    }
  }

  @Override
  public void close() {
    client.close();
    try {
      server.stopServer();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
