package dev.curation.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.Wiring;
import dev.curation.messaging.Message;
import dev.curation.pubsub.PubSubChannel;
import dev.curation.pubsub.TestPubSub;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a function's channel through Google's emulator to functions of the stack. */
@Timeout(60)
class LocalPubSubTest {
  private static final String PROJECT = "local-pubsub-test";
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  /** Writes down what comes; throws while it has failures left. */
  private static final class Reader implements CloudEventsFunction {
    private final BlockingQueue<CloudEvent> events = new LinkedBlockingQueue<>();
    private final int failures;
    private int calls;

    private Reader(int failures) {
      this.failures = failures;
    }

    @Override
    public synchronized void accept(CloudEvent event) {
      events.add(event);
      if (++calls <= failures) {
        throw new IllegalStateException("failure " + calls + " of a test");
      }
    }

    private CloudEvent next() throws InterruptedException {
      CloudEvent event = events.poll(30, TimeUnit.SECONDS);
      assertTrue(event != null, "an event within 30 s");
      return event;
    }

    /** As many different events; any may come more than once. */
    private Map<String, CloudEvent> different(int count) throws InterruptedException {
      Map<String, CloudEvent> taken = new HashMap<>();
      while (taken.size() < count) {
        CloudEvent event = next();
        taken.put(event.getId(), event);
      }
      return taken;
    }

    private long calls(String body) {
      return events.stream().filter(event -> body(event).equals(body)).count();
    }
  }

  private static final Reader EXACT = new Reader(0);
  private static final Reader LARGE = new Reader(0);
  private static final Reader MANY = new Reader(0);
  private static final Reader SHAKY = new Reader(2);
  private static final Reader BROKEN = new Reader(Integer.MAX_VALUE);

  /** As the functions are wired. */
  private static Wiring wiring;

  private static LocalStack stack;

  private static TopicReader reader(
      String topic, String function, Reader reader, List<Wiring> wirings) {
    return new TopicReader(
        topic,
        function,
        made -> {
          wirings.add(made);
          return reader;
        });
  }

  @BeforeAll
  static void start() {
    List<Wiring> wirings = new ArrayList<>();
    stack =
        LocalStack.start(
            new LocalStack.Options(
                    PROJECT,
                    0,
                    0,
                    ROOT.resolve("firestore.rules"),
                    ROOT.resolve("firebase.json"),
                    Duration.ofHours(1),
                    BackendSettings.of(AggregationSettings.DEFAULT),
                    InstantSource.fixed(Instant.parse("2022-10-01T00:00:00Z")))
                .withPubSub(
                    List.of(
                        reader("exact", "ReadExact", EXACT, wirings),
                        reader("large", "ReadLarge", LARGE, wirings),
                        reader("many", "ReadMany", MANY, wirings),
                        reader("shaky", "ReadShaky", SHAKY, wirings),
                        reader("broken", "ReadBroken", BROKEN, wirings))));
    wiring = wirings.get(0);
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static JsonObject message(CloudEvent event) {
    String text = new String(event.getData().toBytes(), StandardCharsets.UTF_8);
    return JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("message");
  }

  private static String body(CloudEvent event) {
    byte[] data = Base64.getDecoder().decode(message(event).get("data").getAsString());
    return new String(data, StandardCharsets.UTF_8);
  }

  @Test
  void shouldReachTheFunctionAsTheEventThatEventarcSends() throws Exception {
    wiring
        .messages()
        .publish(
            "exact", List.of(new Message("{\"ü\":1}", new TreeMap<>(Map.of("lane", "1:0xc0:2")))));
    CloudEvent event = EXACT.next();
    assertEquals("google.cloud.pubsub.topic.v1.messagePublished", event.getType());
    assertEquals(
        "//pubsub.googleapis.com/projects/local-pubsub-test/topics/exact",
        event.getSource().toString());
    assertEquals("application/json", event.getDataContentType());
    assertEquals(message(event).get("messageId").getAsString(), event.getId());
    assertEquals(
        Instant.parse(message(event).get("publishTime").getAsString()),
        event.getTime().toInstant());
    assertEquals("{\"ü\":1}", body(event));
    assertEquals("{\"lane\":\"1:0xc0:2\"}", message(event).get("attributes").toString());
  }

  @Test
  void shouldBeReachedByAnyClientOfTheEmulator() throws Exception {
    String text = "{\"a\":\"" + "x".repeat(2_000_000) + "\"}";
    try (PubSubChannel outside = PubSubChannel.emulator(PROJECT, stack.pubSub())) {
      outside.publish("large", List.of(Message.of(text)));
    }
    assertEquals(text, body(LARGE.next()));
  }

  @Test
  void shouldDeliverManyAndDoubledMessages() throws Exception {
    List<String> bodies =
        IntStream.range(0, 500).mapToObj(i -> "{\"seq\":" + i + "}").sorted().toList();
    List<Message> messages = bodies.stream().map(Message::of).toList();
    wiring.messages().publish("many", messages);
    wiring.messages().publish("many", messages);
    assertEquals(
        bodies.stream().flatMap(body -> Stream.of(body, body)).toList(),
        MANY.different(1_000).values().stream().map(LocalPubSubTest::body).sorted().toList());
  }

  @Test
  void shouldComeAgainUntilTheFunctionTakesIt() throws Exception {
    wiring.messages().publish("shaky", List.of(Message.of("{}")));
    String id = SHAKY.next().getId();
    assertEquals(id, SHAKY.next().getId());
    assertEquals(id, SHAKY.next().getId());
  }

  @Test
  void shouldLieAmongTheDeadLettersAfterFiveFailures() throws Exception {
    Message poisoned = new Message("{\"p\":1}", new TreeMap<>(Map.of("lane", "1")));
    wiring.messages().publish("broken", List.of(poisoned));
    Message dead = TestPubSub.take(stack.pubSub(), PROJECT, "ReadBroken-dead-letters", 1).get(0);
    assertEquals(poisoned.body(), dead.body());
    assertEquals("1", dead.attributes().get("lane"));
    assertEquals("5", dead.attributes().get("CloudPubSubDeadLetterSourceDeliveryCount"));
    long calls = BROKEN.calls(poisoned.body());
    assertTrue(calls >= 5, calls + " calls");
    // It stands in nobody's way, and does not come again while the next one is tried five times.
    wiring.messages().publish("broken", List.of(Message.of("{\"p\":2}")));
    var unused = TestPubSub.take(stack.pubSub(), PROJECT, "ReadBroken-dead-letters", 1);
    assertEquals(calls, BROKEN.calls(poisoned.body()));
  }

  @Test
  void shouldAnswer404ForAFunctionThatReadsNothing() throws Exception {
    URI unknown = stack.functions().resolve("/pubsub/ReadNothing");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(unknown)
                  .POST(HttpRequest.BodyPublishers.ofString("{}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(404, response.statusCode());
      assertTrue(response.body().contains("/pubsub/ReadExact"), response.body());
    }
  }

  @Test
  void shouldPublishNothingWhereNoChannelIsWired() {
    Wiring silent =
        new Wiring(stack.store(), BackendSettings.of(AggregationSettings.DEFAULT), wiring.clock());
    assertThrows(IllegalStateException.class, silent::messages);
  }
}
