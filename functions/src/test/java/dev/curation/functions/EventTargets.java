package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.events.cloud.firestore.v1.Document;
import com.google.events.cloud.firestore.v1.DocumentEventData;
import com.google.events.cloud.firestore.v1.MapValue;
import com.google.events.cloud.firestore.v1.Value;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.errors.InvalidValueException;
import dev.curation.fuzz.FuzzTarget;
import dev.curation.fuzz.Samples;
import dev.curation.pools.PoolWorld;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Events that Eventarc delivers, and what the environment configures. */
public final class EventTargets {
  private static final String METADATA =
      "documents/collections/1:0x" + "c0".repeat(20) + "/curationCollection/curationMetadata";

  private EventTargets() {}

  /** By their names. */
  public static Map<String, Supplier<FuzzTarget>> all() {
    Map<String, Supplier<FuzzTarget>> all = new LinkedHashMap<>();
    all.put("document-written", Written::new);
    all.put("pubsub-event", Delivered::new);
    all.put("configuration", Environment::new);
    return all;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A line with the subject, then the data: nothing is thrown, or it would come again for ever. */
  private static final class Written implements FuzzTarget {
    private final PoolWorld world = new PoolWorld();
    private final AggregateCuration function =
        new AggregateCuration(
            new Wiring(
                world.process(), BackendSettings.of(AggregationSettings.DEFAULT), world.clock));

    @Override
    public List<byte[]> samples() {
      Document flagged =
          Document.newBuilder()
              .setName("projects/p/databases/(default)/" + METADATA)
              .putFields(
                  "ledgerRequiresAggregation", Value.newBuilder().setBooleanValue(true).build())
              .putFields("updatedAt", Value.newBuilder().setIntegerValue(Long.MAX_VALUE).build())
              .putFields("request", Value.newBuilder().setStringValue("r").build())
              .putFields("share", Value.newBuilder().setDoubleValue(0.5).build())
              .putFields(
                  "failure",
                  Value.newBuilder()
                      .setMapValue(
                          MapValue.newBuilder()
                              .putFields("retryAt", Value.newBuilder().setIntegerValue(7).build())
                              .putFields("attempts", Value.newBuilder().setIntegerValue(2).build()))
                      .build())
              .build();
      byte[] raw = DocumentEventData.newBuilder().setValue(flagged).build().toByteArray();
      return List.of(
          joined(METADATA, raw),
          joined(METADATA, Base64.getEncoder().encode(raw)),
          joined("documents/x/y", raw),
          joined("documents/", new byte[0]));
    }

    private static byte[] joined(String subject, byte[] data) {
      byte[] head = utf8(subject + "\n");
      byte[] all = Arrays.copyOf(head, head.length + data.length);
      System.arraycopy(data, 0, all, head.length, data.length);
      return all;
    }

    @Override
    public void read(byte[] input) {
      int line = 0;
      while (line < input.length && input[line] != '\n') {
        line++;
      }
      String subject = new String(input, 0, line, StandardCharsets.UTF_8);
      byte[] data = Arrays.copyOfRange(input, Math.min(input.length, line + 1), input.length);
      CloudEventBuilder event =
          CloudEventBuilder.v1()
              .withId("1")
              .withType("google.cloud.firestore.document.v1.written")
              .withSource(URI.create("//firestore.googleapis.com/projects/p"))
              .withData("application/protobuf", data);
      CloudEvent made = subject.isEmpty() ? event.build() : event.withSubject(subject).build();
      function.accept(made);
    }
  }

  /** The data of a message that Pub/Sub publishes. */
  private static final class Delivered implements FuzzTarget {
    @Override
    public List<byte[]> samples() {
      String body = Base64.getEncoder().encodeToString(utf8("{\"laneId\":\"1:0xc0:2\"}"));
      return List.of(
          utf8(
              "{\"message\":{\"attributes\":{\"lane\":\"1:0xc0:2\",\"seq\":\"7\"},\"data\":\""
                  + body
                  + "\",\"messageId\":\"123\",\"publishTime\":\"2026-11-21T15:02:09.374Z\"},"
                  + "\"subscription\":\"projects/p/subscriptions/s\",\"deliveryAttempt\":2}"),
          utf8("{\"message\":{\"data\":\"" + body + "\",\"messageId\":\"1\"}}"));
    }

    @Override
    public void read(byte[] input) {
      CloudEvent event =
          CloudEventBuilder.v1()
              .withId("1")
              .withType(PubSubDelivered.TYPE)
              .withSource(URI.create("//pubsub.googleapis.com/projects/p/topics/weights"))
              .withData("application/json", input)
              .build();
      try {
        PubSubDelivered delivered = PubSubDelivered.of(event);
        assertEquals(delivered, PubSubDelivered.of(event));
      } catch (InvalidValueException e) {
        assertTrue(!e.field().isEmpty());
      }
    }
  }

  /** Variables of the environment, one in a line. */
  private static final class Environment implements FuzzTarget {
    @Override
    public List<byte[]> samples() {
      return Samples.files(
          "functions/src/test/resources/fuzz/configuration-1.env",
          "functions/src/test/resources/fuzz/configuration-2.env");
    }

    @Override
    public void read(byte[] input) {
      Map<String, String> environment = new HashMap<>();
      for (String line : new String(input, StandardCharsets.UTF_8).split("\n", -1)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          environment.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
      try {
        BackendSettings settings = BackendSettings.fromEnvironment(environment);
        PoolWorld world = new PoolWorld();
        Wiring wiring = new Wiring(world.process(), settings, world.clock);
        var unused = wiring.webhooks();
        var unused2 = wiring.aggregationTrigger();
        var unused3 = wiring.polls();
        var unused4 = settings.aggregation().finalityDelay().toMillis();
      } catch (InvalidValueException e) {
        assertTrue(e.field().startsWith("CURATION_"), () -> "names " + e.field());
        boolean isSecret = e.field().matches("CURATION_(RPC|TREASURY|PUBLISHER|WEBHOOK)_.*");
        assertTrue(!isSecret || !String.valueOf(e).contains("s3cret"), "tells a secret");
      }
    }
  }
}
