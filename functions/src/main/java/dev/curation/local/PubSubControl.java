package dev.curation.local;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Topics and subscriptions of one project on the Pub/Sub emulator. Names have 3 to 255 letters,
 * digits and hyphens, a letter first. Every method throws {@link EmulatorException} if the emulator
 * refuses or does not answer.
 */
public final class PubSubControl {
  private final String project;
  private final String root;

  PubSubControl(String hostAndPort, String project) {
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
    create(project + "/subscriptions/" + name, body);
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
    create(project + "/subscriptions/" + subscription.name(), body);
  }

  private String topic(String name) {
    return project + "/topics/" + name;
  }

  private void create(String name, JsonObject body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + name))
            .PUT(BodyPublishers.ofString(body.toString()))
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
    } catch (IOException e) {
      throw new EmulatorException("The Pub/Sub emulator did not answer for " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmulatorException("Interrupted while creating " + name, e);
    }
  }
}
