package dev.curation.evm;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A JSON-RPC endpoint that answers whatever a test wants. */
final class FakeNode implements AutoCloseable {
  private final HttpServer server;
  private final List<JsonObject> asked = new CopyOnWriteArrayList<>();

  /** An HTTP answer. */
  record Reply(int status, String body) {}

  private FakeNode(HttpServer server) {
    this.server = server;
  }

  /** A server that answers each batch of calls as a whole. */
  static FakeNode replying(Function<JsonArray, Reply> replies) {
    try {
      FakeNode node =
          new FakeNode(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      node.server.createContext("/", exchange -> node.answer(exchange, replies));
      node.server.start();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that gives each call its result. */
  static FakeNode resulting(Function<JsonObject, JsonElement> results) {
    return replying(
        calls -> {
          JsonArray answers = new JsonArray();
          calls.forEach(call -> answers.add(answer(call.getAsJsonObject(), results)));
          return new Reply(200, answers.toString());
        });
  }

  private static JsonObject answer(JsonObject call, Function<JsonObject, JsonElement> results) {
    JsonObject answer = new JsonObject();
    answer.add("id", call.get("id"));
    answer.add("result", results.apply(call));
    return answer;
  }

  private void answer(HttpExchange exchange, Function<JsonArray, Reply> replies)
      throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      JsonArray calls =
          JsonParser.parseString(new String(body, StandardCharsets.UTF_8)).getAsJsonArray();
      calls.forEach(call -> asked.add(call.getAsJsonObject()));
      Reply reply = replies.apply(calls);
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2/secret-key");
  }

  /** The parameters of all calls of a method so far. */
  List<JsonArray> asked(String method) {
    return asked.stream()
        .filter(call -> call.get("method").getAsString().equals(method))
        .map(call -> call.getAsJsonArray("params"))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
