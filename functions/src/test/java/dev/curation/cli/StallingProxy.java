package dev.curation.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** In front of a node: passes all on, until it was asked for logs often enough; then silence. */
final class StallingProxy implements AutoCloseable {
  private final URI node;
  private final int answered;
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final CompletableFuture<Void> silence = new CompletableFuture<>();
  private int asked;

  /**
   * @param answered how many requests for logs get an answer
   */
  StallingProxy(URI node, int answered) throws IOException {
    this.node = node;
    this.answered = answered;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Done when the first request is left without an answer. */
  CompletableFuture<Void> silence() {
    return silence;
  }

  /** The server has one thread: requests come one after another. */
  private void pass(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (new String(body, StandardCharsets.UTF_8).contains("eth_getLogs")) {
      asked++;
    }
    if (asked > answered) {
      silence.complete(null);
      return; // The exchange stays open.
    }
    byte[] answer = ask(body);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private byte[] ask(byte[] body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(node)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return response.body();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
