package dev.curation.functions;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import dev.curation.errors.InvalidValueException;
import dev.curation.messaging.Message;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message that Pub/Sub delivers to a function.
 *
 * @param messageId given by Pub/Sub; the same in each delivery, another if it is published again
 */
record PubSubDelivered(String messageId, Message message) {
  static final String TYPE = "google.cloud.pubsub.topic.v1.messagePublished";

  private static final Gson STRICT = new GsonBuilder().setStrictness(Strictness.STRICT).create();

  /**
   * Decodes the event's JSON.
   *
   * @throws InvalidValueException naming the field, if the event is none of a published message or
   *     the message none that {@link Message} allows
   */
  static PubSubDelivered of(CloudEvent event) {
    if (!TYPE.equals(event.getType())) {
      throw new InvalidValueException("type", event.getType(), "must be " + TYPE);
    }
    JsonObject message = object("message", parse(event.getData()).get("message"));
    return new PubSubDelivered(
        string("message.messageId", message.get("messageId")),
        new Message(
            body(string("message.data", message.get("data"))),
            attributes(message.get("attributes"))));
  }

  private static JsonObject parse(@Nullable CloudEventData data) {
    byte[] bytes = data == null ? new byte[0] : data.toBytes();
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return object("data", STRICT.fromJson(text, JsonElement.class));
    } catch (JsonParseException e) {
      throw refused("data", bytes.length + " bytes", "must be JSON", e);
    }
  }

  private static String body(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refused("message.data", base64, "must be Base64", e);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw refused("message.data", base64, "must be UTF-8 in Base64", e);
    }
  }

  /** None where there is no such field. */
  private static SortedMap<String, String> attributes(@Nullable JsonElement value) {
    SortedMap<String, String> attributes = new TreeMap<>();
    if (value != null) {
      object("message.attributes", value)
          .asMap()
          .forEach((name, text) -> attributes.put(name, text("message.attributes." + name, text)));
    }
    return attributes;
  }

  private static JsonObject object(String field, @Nullable JsonElement value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new InvalidValueException(field, value, "must be an object");
  }

  private static String string(String field, @Nullable JsonElement value) {
    String text = text(field, value);
    if (text.isEmpty()) {
      throw new InvalidValueException(field, text, "must not be empty");
    }
    return text;
  }

  private static String text(String field, @Nullable JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new InvalidValueException(field, value, "must be a string");
  }

  private static InvalidValueException refused(
      String field, String value, String reason, Exception cause) {
    InvalidValueException refused = new InvalidValueException(field, value, reason);
    refused.initCause(cause);
    return refused;
  }
}
