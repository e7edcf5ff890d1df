package dev.curation.local;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Topics, subscriptions and messages of one project on the Pub/Sub emulator. Names have 3 to 255
 * letters, digits and hyphens, a letter first. Every method throws {@link EmulatorException} if the
 * emulator refuses or does not answer.
 */
public final class PubSubControl {
  private final String project;
  private final String root;

  /**
   * @param hostAndPort of the emulator
   */
  public PubSubControl(String hostAndPort, String project) {
    this.project = "projects/" + project;
    this.root = "http://" + hostAndPort + "/v1/";
  }

  public void createTopic(String name) {
    create(topic(name), new JsonObject());
  }

  /** A subscription that keeps messages for whoever asks for them. */
  public void createSubscription(String name, String topic) {
    JsonObject body = new JsonObject();
    body.addProperty("topic", topic(topic));
    create(subscriptionPath(name), body);
  }

  /** The topics must exist. */
  public void createSubscription(PushSubscription subscription) {
    JsonObject push = new JsonObject();
    push.addProperty("pushEndpoint", subscription.endpoint().toString());
    JsonObject deadLetters = new JsonObject();
    deadLetters.addProperty("deadLetterTopic", topic(subscription.deadLetters()));
    deadLetters.addProperty("maxDeliveryAttempts", subscription.attempts());
    JsonObject body = new JsonObject();
    body.addProperty("topic", topic(subscription.topic()));
    body.addProperty("ackDeadlineSeconds", subscription.ackDeadline().toSeconds());
    body.add("pushConfig", push);
    body.add("deadLetterPolicy", deadLetters);
    create(subscriptionPath(subscription.name()), body);
  }

  /** From now on the subscription keeps its messages for {@link #pushTo}, or for who pulls. */
  public void stopPushing(String subscription) {
    var unused = post(subscriptionPath(subscription) + ":modifyPushConfig", pushTo(null));
  }

  /** From now on the subscription's messages, those it has kept too, go to an address. */
  public void pushTo(String subscription, URI endpoint) {
    var unused = post(subscriptionPath(subscription) + ":modifyPushConfig", pushTo(endpoint));
  }

  private static JsonObject pushTo(@Nullable URI endpoint) {
    JsonObject push = new JsonObject();
    if (endpoint != null) {
      push.addProperty("pushEndpoint", endpoint.toString());
    }
    JsonObject body = new JsonObject();
    body.add("pushConfig", push);
    return body;
  }

  /** A message as a subscription has it. */
  public record Pulled(String id, String body) {}

  /** Takes messages from a subscription that nothing is pushed from; none: there are none now. */
  public List<Pulled> pull(String subscription) {
    JsonObject body = new JsonObject();
    body.addProperty("maxMessages", 100);
    body.addProperty("returnImmediately", true);
    JsonArray received =
        Optional.ofNullable(
                post(subscriptionPath(subscription) + ":pull", body)
                    .getAsJsonArray("receivedMessages"))
            .orElseGet(JsonArray::new);
    if (received.isEmpty()) {
      return List.of();
    }
    JsonArray done = new JsonArray();
    List<Pulled> pulled = new ArrayList<>();
    for (JsonElement each : received) {
      JsonObject message = each.getAsJsonObject().getAsJsonObject("message");
      byte[] data = Base64.getDecoder().decode(message.get("data").getAsString());
      pulled.add(
          new Pulled(
              message.get("messageId").getAsString(), new String(data, StandardCharsets.UTF_8)));
      done.add(each.getAsJsonObject().get("ackId").getAsString());
    }
    JsonObject acknowledged = new JsonObject();
    acknowledged.add("ackIds", done);
    var unused = post(subscriptionPath(subscription) + ":acknowledge", acknowledged);
    return pulled;
  }

  private String subscriptionPath(String name) {
    return project + "/subscriptions/" + name;
  }

  private JsonObject post(String name, JsonObject body) {
    return send(name, HttpRequest.newBuilder().POST(BodyPublishers.ofString(body.toString())));
  }

  private String topic(String name) {
    return project + "/topics/" + name;
  }

  private void create(String name, JsonObject body) {
    var unused = send(name, HttpRequest.newBuilder().PUT(BodyPublishers.ofString(body.toString())));
  }

  private JsonObject send(String name, HttpRequest.Builder builder) {
    HttpRequest request =
        builder
            .uri(URI.create(root + name))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .build();
    // A client of its own: a connection that was kept may have been closed meanwhile.
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new EmulatorException(
            "The Pub/Sub emulator refused " + name + ": " + response.body(), null);
      }
      return JsonParser.parseString(response.body()).getAsJsonObject();
    } catch (IOException e) {
      throw new EmulatorException("The Pub/Sub emulator did not answer for " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while asking for " + name, e);
    }
  }
}
