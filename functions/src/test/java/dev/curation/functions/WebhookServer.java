package dev.curation.functions;

import com.google.cloud.functions.HttpFunction;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import com.google.cloud.functions.invoker.runner.Invoker;
import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.local.Ports;
import dev.curation.store.MeteredStore;
import dev.curation.webhook.TestDelivery;
import dev.curation.webhook.WebhookWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The function on Google's server, with Google's emulator behind it. */
final class WebhookServer implements AutoCloseable {
  private static volatile @Nullable ContractEvents served;

  /** What the Functions Framework makes by name. */
  public static final class Function implements HttpFunction {
    @Override
    public void service(HttpRequest request, HttpResponse response) throws Exception {
      ContractEvents function = served;
      if (function == null) {
        throw new IllegalStateException("no server");
      }
      function.service(request, response);
    }
  }

  private static final int ATTEMPTS = 3;

  final String project;
  final MeteredStore store;
  final ContractEvents function;
  private final Invoker server;
  private final URI address;

  private WebhookServer(String project, int port) {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "date");
    this.project = project;
    this.store = new MeteredStore(FirestoreStore.emulator(project, TestEmulator.hostPort()));
    this.function = new ContractEvents(WebhookWorld.into(store));
    this.address = URI.create("http://127.0.0.1:" + port);
    this.server =
        new Invoker(port, Function.class.getName(), "http", WebhookServer.class.getClassLoader());
  }

  static WebhookServer start(String project) throws Exception {
    WebhookServer started = new WebhookServer(project, Ports.free());
    served = started.function;
    started.server.startTestServer();
    return started;
  }

  java.net.http.HttpResponse<String> post(TestDelivery delivery) {
    return send("POST", delivery);
  }

  java.net.http.HttpResponse<String> send(String method, TestDelivery delivery) {
    java.net.http.HttpRequest.Builder request =
        java.net.http.HttpRequest.newBuilder(URI.create(address + delivery.path()))
            .method(method, BodyPublishers.ofByteArray(delivery.body()));
    delivery.headers().forEach(request::header);
    // Where the server refuses a body before it has read it all, it may close the connection while
    // the
    // client still sends: then there is no answer to read, and the client asks again.
    for (int attempt = 1; ; attempt++) {
      try (HttpClient client = client()) {
        return client.send(request.build(), BodyHandlers.ofString());
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new AssertionError(method + " " + delivery.path(), e);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /** The names of the collections in the database: empty if it holds no document. */
  String collections() throws Exception {
    URI uri =
        URI.create(
            "http://"
                + TestEmulator.hostPort()
                + "/v1/projects/"
                + project
                + "/databases/(default)/documents:listCollectionIds");
    java.net.http.HttpRequest request =
        java.net.http.HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer owner")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    Set<String> ids = new TreeSet<>();
    String answer;
    try (HttpClient client = client()) {
      answer = client.send(request, BodyHandlers.ofString()).body();
    }
    JsonParser.parseString(answer)
        .getAsJsonObject()
        .asMap()
        .getOrDefault("collectionIds", new JsonArray())
        .getAsJsonArray()
        .forEach(id -> ids.add(id.getAsString()));
    return ids.toString();
  }

  @Override
  public void close() {
    try {
      server.stopServer();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    store.close();
  }
}
