package dev.curation.pubsub;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.local.PubSubControl;
import dev.curation.local.PubSubEmulator;
import dev.curation.messaging.Message;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One Pub/Sub emulator for all tests of this JVM; it ends with the JVM. */
public final class TestPubSub {
  private TestPubSub() {}

  /** Where the emulator listens; the first call starts it. */
  public static String hostPort() {
    return Started.EMULATOR.hostAndPort();
  }

  /** Topics and subscriptions of a project; each test class takes a project of its own. */
  public static PubSubControl control(String project) {
    return Started.EMULATOR.control(project);
  }

  /**
   * Takes messages from a subscription that nobody else reads, and acknowledges them; returns when
   * there are as many as wanted.
   */
  public static List<Message> take(String hostPort, String project, String subscription, int wanted)
      throws IOException, InterruptedException {
    String path =
        "http://" + hostPort + "/v1/projects/" + project + "/subscriptions/" + subscription;
    List<Message> taken = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      // Each call waits at the emulator until there is a message.
      while (taken.size() < wanted) {
        JsonObject found = post(client, path + ":pull", "{\"maxMessages\":100}");
        JsonArray acknowledged = new JsonArray();
        for (JsonElement received : array(found, "receivedMessages")) {
          acknowledged.add(received.getAsJsonObject().get("ackId"));
          taken.add(message(received.getAsJsonObject().getAsJsonObject("message")));
        }
        JsonObject body = new JsonObject();
        body.add("ackIds", acknowledged);
        if (!acknowledged.isEmpty()) {
          post(client, path + ":acknowledge", body.toString());
        }
      }
    }
    return taken;
  }

  private static JsonArray array(JsonObject object, String name) {
    return object.has(name) ? object.getAsJsonArray(name) : new JsonArray();
  }

  private static Message message(JsonObject json) {
    byte[] data = Base64.getDecoder().decode(json.get("data").getAsString());
    SortedMap<String, String> attributes = new TreeMap<>();
    if (json.has("attributes")) {
      json.getAsJsonObject("attributes")
          .asMap()
          .forEach((name, value) -> attributes.put(name, value.getAsString()));
    }
    return new Message(new String(data, StandardCharsets.UTF_8), attributes);
  }

  private static JsonObject post(HttpClient client, String uri, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri))
            .POST(BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new AssertionError(uri + ": " + response.body());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  private static final class Started {
    private static final PubSubEmulator EMULATOR = PubSubEmulator.start();
  }
}
