package dev.curation.local;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.cloud.functions.HttpFunction;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.functions.Wiring;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.function.Function;

/**
 * A function that reads a topic.
 *
 * @param function its name
 * @param make makes it, as {@code ReceiveWeights::new} does
 */
public record TopicReader(
    String topic, String function, Function<Wiring, CloudEventsFunction> make) {
  private static final String TYPE = "google.cloud.pubsub.topic.v1.messagePublished";

  /**
   * The topic that gets what the function failed at too often, and a subscription that keeps it.
   */
  public String deadLetters() {
    return function + "-dead-letters";
  }

  /**
   * The function behind HTTP: wraps what Pub/Sub pushes into the event that Eventarc makes of it.
   * What the function throws becomes the answer 500, and the message comes again.
   */
  HttpFunction pushed(Wiring wiring) {
    CloudEventsFunction reader = make.apply(wiring);
    return (request, response) -> {
      try (InputStream body = request.getInputStream()) {
        reader.accept(event(body.readAllBytes()));
      }
      response.setStatusCode(204);
    };
  }

  /** Pushed is {@code {"message":{"messageId":..},"subscription":"projects/P/subscriptions/S"}}. */
  private CloudEvent event(byte[] pushed) {
    JsonObject json =
        JsonParser.parseString(new String(pushed, StandardCharsets.UTF_8)).getAsJsonObject();
    JsonObject message = json.getAsJsonObject("message");
    String subscription = json.get("subscription").getAsString();
    String project = subscription.replaceFirst("/subscriptions/.*", "");
    return CloudEventBuilder.v1()
        .withId(message.get("messageId").getAsString())
        .withType(TYPE)
        .withSource(URI.create("//pubsub.googleapis.com/" + project + "/topics/" + topic))
        .withTime(OffsetDateTime.parse(message.get("publishTime").getAsString()))
        .withData("application/json", pushed)
        .build();
  }
}
