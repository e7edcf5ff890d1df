package dev.curation.simulator;

import com.google.cloud.functions.CloudEventsFunction;
import com.google.gson.Gson;
import dev.curation.functions.ReceiveTokens;
import dev.curation.functions.ReceiveWeights;
import dev.curation.functions.Wiring;
import dev.curation.lanes.LaneChannels;
import dev.curation.messaging.Message;
import dev.curation.messaging.MessageChannel;
import dev.curation.messaging.MessagingException;
import dev.curation.pools.PoolBusyException;
import dev.curation.store.StoreException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The topics of the project that pays: each message is delivered at least once, in any order, late,
 * twice, or after hours. What a function fails at comes again; after five times it lies with the
 * dead letters, until somebody puts it back.
 */
final class Topics {
  private static final int MOST_DELIVERIES = 5;

  private final World world;
  private final List<Posted> posted = new ArrayList<>();
  private final List<Posted> dead = new ArrayList<>();
  private final Set<Integer> taken = new TreeSet<>();

  /** A message as it was taken by the transport. */
  record Posted(int id, String topic, String body) {}

  Topics(World world) {
    this.world = world;
  }

  /** The topics through the network of a process. */
  MessageChannel seenBy(Instance instance) {
    return (topic, messages) -> {
      mayFail(instance);
      for (Message message : messages) {
        post(topic, message.body());
        mayFail(instance);
      }
    };
  }

  /** Before, between and behind messages. */
  private static void mayFail(Instance instance) {
    instance.mayDie();
    instance.mayWait();
    if (instance.happens(instance.faults().rpc())) {
      instance.count("publishings that failed");
      throw new MessagingException("the topic does not answer", null);
    }
  }

  /** Somebody publishes something. */
  void post(String topic, String body) {
    Posted message = new Posted(posted.size(), topic, body);
    posted.add(message);
    int times = world.dice().happens(world.faults().doubled()) ? 2 : 1;
    for (int i = 0; i < times; i++) {
      boolean isLate = world.dice().happens(world.faults().lost());
      Duration wait = Duration.ofMillis(world.dice().between(10, isLate ? 43_200_000 : 5_000));
      world.agenda().after(wait, () -> deliver(message, 1));
    }
  }

  /** All that was ever published. */
  List<Posted> posted() {
    return posted;
  }

  private void deliver(Posted message, int delivery) {
    Runnable again =
        () -> {
          world.count("messages that failed");
          if (delivery == MOST_DELIVERIES) {
            world.count("dead letters");
            dead.add(message);
          } else {
            Duration wait = Duration.ofSeconds(world.dice().between(1, 120L * delivery));
            world.agenda().after(wait, () -> deliver(message, delivery + 1));
          }
        };
    world.payout().orElseThrow().run(instance -> deliver(message, instance.wiring(), again), again);
  }

  private void deliver(Posted message, Wiring wiring, Runnable again) {
    try {
      function(message.topic(), wiring).accept(event(message));
      taken.add(message.id());
    } catch (StoreException | PoolBusyException e) {
      again.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CloudEventsFunction function(String topic, Wiring wiring) {
    return switch (topic) {
      case LaneChannels.WEIGHTS -> new ReceiveWeights(wiring);
      case LaneChannels.TOKENS -> new ReceiveTokens(wiring);
      default -> throw new IllegalArgumentException("there is no topic " + topic);
    };
  }

  private static CloudEvent event(Posted message) {
    String data =
        Base64.getEncoder().encodeToString(message.body().getBytes(StandardCharsets.UTF_8));
    String id = Integer.toString(message.id());
    String pushed = new Gson().toJson(Map.of("message", Map.of("messageId", id, "data", data)));
    return CloudEventBuilder.v1()
        .withId(id)
        .withType("google.cloud.pubsub.topic.v1.messagePublished")
        .withSource(URI.create("//pubsub.googleapis.com/projects/payout/topics/" + message.topic()))
        .withData("application/json", pushed.getBytes(StandardCharsets.UTF_8))
        .build();
  }

  /** An operator has the dead letters delivered once more. */
  void reviveDeadLetters() {
    List<Posted> letters = List.copyOf(dead);
    dead.clear();
    letters.forEach(
        letter ->
            world
                .agenda()
                .after(
                    Duration.ofMillis(world.dice().between(10, 60_000)), () -> deliver(letter, 1)));
  }

  /** Every message was accepted in the end. */
  void check() {
    for (Posted message : posted) {
      Difference.check(taken.contains(message.id()), "a message is lost: " + message);
    }
    world.count("messages published", posted.size());
  }
}
