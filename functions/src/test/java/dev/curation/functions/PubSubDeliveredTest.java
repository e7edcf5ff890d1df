package dev.curation.functions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import dev.curation.messaging.Message;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies as Eventarc sends them, and others. */
class PubSubDeliveredTest {
  private static final String BODY = "{\"laneId\":\"1:0xc0:2\",\"ü\":\"\ud83d\ude00\"}";

  private static CloudEvent event(String type, String data) {
    return CloudEventBuilder.v1()
        .withId("1")
        .withType(type)
        .withSource(URI.create("//pubsub.googleapis.com/projects/p/topics/weights"))
        .withData("application/json", data.getBytes(UTF_8))
        .build();
  }

  private static PubSubDelivered decode(String data) {
    return PubSubDelivered.of(event("google.cloud.pubsub.topic.v1.messagePublished", data));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void shouldReadWhatEventarcSends() {
    String data =
        """
        {"message":{"attributes":{"lane":"1:0xc0:2","seq":"7"},"data":"%s",
          "messageId":"123","message_id":"123",
          "publishTime":"2026-11-21T15:02:09.374Z","publish_time":"2026-11-21T15:02:09.374Z"},
         "subscription":"projects/p/subscriptions/eventarc-1","deliveryAttempt":2}
        """
            .formatted(base64(BODY));
    Message message = new Message(BODY, new TreeMap<>(Map.of("lane", "1:0xc0:2", "seq", "7")));
    assertEquals(new PubSubDelivered("123", message), decode(data));
  }

  @Test
  void shouldReadAMessageWithoutAttributes() {
    String data = "{\"message\":{\"data\":\"" + base64("{}") + "\",\"messageId\":\"1\"}}";
    assertEquals(new PubSubDelivered("1", Message.of("{}")), decode(data));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "data | ``",
        "data | {",
        "data | []",
        "data | null",
        "data | {\"message\":{}} more",
        "message | {}",
        "message | {\"message\":\"text\"}",
        "message.messageId | {\"message\":{\"data\":\"e30=\"}}",
        "message.messageId | {\"message\":{\"data\":\"e30=\",\"messageId\":7}}",
        "message.messageId | {\"message\":{\"data\":\"e30=\",\"messageId\":\"\"}}",
        "message.data | {\"message\":{\"messageId\":\"1\"}}",
        "message.data | {\"message\":{\"messageId\":\"1\",\"data\":\"\"}}",
        "message.data | {\"message\":{\"messageId\":\"1\",\"data\":\"e30\u00fc\"}}",
        "message.data | {\"message\":{\"messageId\":\"1\",\"data\":\"/w==\"}}",
        "message.data | {\"message\":{\"messageId\":\"1\",\"data\":{\"a\":1}}}",
        "message.attributes | {\"message\":{\"messageId\":\"1\",\"data\":\"e30=\",\"attributes\":[]}}",
        "message.attributes.seq | {\"message\":{\"messageId\":\"1\",\"data\":\"e30=\",\"attributes\":{\"seq\":7}}}",
      })
  void shouldRefuseWhatIsNoMessageAndNameTheField(String field, String data) {
    InvalidValueException e = assertThrows(InvalidValueException.class, () -> decode(data));
    assertEquals(field, e.field());
  }

  @Test
  void shouldRefuseAnEventOfAnotherType() {
    CloudEvent other = event("google.cloud.firestore.document.v1.written", "{}");
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> PubSubDelivered.of(other));
    assertEquals("type", e.field());
  }

  @Test
  void shouldRefuseAnEventWithoutData() {
    CloudEvent empty =
        CloudEventBuilder.v1()
            .withId("1")
            .withType(PubSubDelivered.TYPE)
            .withSource(URI.create("//pubsub"))
            .build();
    InvalidValueException e =
        assertThrows(InvalidValueException.class, () -> PubSubDelivered.of(empty));
    assertEquals("data", e.field());
  }
}
