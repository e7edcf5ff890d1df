package dev.curation.pubsub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.messaging.Message;
import dev.curation.messaging.MessagingException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against Google's emulator. */
@Timeout(60)
class PubSubChannelTest {
  private static final String PROJECT = "channel-test";
  private static PubSubChannel channel;

  @BeforeAll
  static void connect() {
    channel = PubSubChannel.emulator(PROJECT, TestPubSub.hostPort());
  }

  @AfterAll
  static void close() {
    channel.close();
  }

  private static void create(String topic) {
    TestPubSub.control(PROJECT).createTopic(topic);
    TestPubSub.control(PROJECT).createSubscription(topic, topic);
  }

  private static List<Message> take(String topic, int wanted) throws Exception {
    return TestPubSub.take(TestPubSub.hostPort(), PROJECT, topic, wanted);
  }

  @Test
  void shouldPublishBodyAndAttributes() throws Exception {
    create("single");
    Message message =
        new Message("{\"ü\":\"\ud83d\ude00\"}", new TreeMap<>(Map.of("lane", "1", "seq", "2")));
    channel.publish("single", List.of(message));
    assertEquals(List.of(message), take("single", 1));
  }

  @Test
  void shouldPublishTheLargestMessage() throws Exception {
    create("largest");
    Message largest = Message.of("x".repeat(Message.MOST_BYTES));
    channel.publish("largest", List.of(largest));
    assertEquals(List.of(largest), take("largest", 1));
  }

  @Test
  void shouldPublishMoreThanIsOutstandingAtOnce() throws Exception {
    create("chunks");
    List<Message> chunks =
        IntStream.range(0, 120).mapToObj(i -> Message.of(i + " ".repeat(200_000))).toList();
    channel.publish("chunks", chunks);
    assertEquals(new HashSet<>(chunks), Set.copyOf(take("chunks", 120)));
  }

  @Test
  void shouldNotAskTheTransportToPublishNothing() {
    channel.publish("not-created", List.of());
  }

  @Test
  void shouldFailAtOnceWhereThereIsNoTopic() {
    MessagingException e =
        assertThrows(
            MessagingException.class,
            () -> channel.publish("missing", List.of(Message.of("{}"), Message.of("[]"))));
    assertTrue(
        String.valueOf(e.getMessage()).startsWith("projects/channel-test/topics/missing "),
        e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains("NOT_FOUND"), e.getMessage());
  }

  @Test
  void shouldPublishToATopicThatIsCreatedAfterAFailure() throws Exception {
    Message message = Message.of("{}");
    assertThrows(
        MessagingException.class, () -> channel.publish("created-later", List.of(message)));
    create("created-later");
    channel.publish("created-later", List.of(message));
    assertEquals(List.of(message), take("created-later", 1));
  }
}
