package dev.curation.local;

import dev.curation.messaging.MessageChannel;
import dev.curation.pubsub.PubSubChannel;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The Pub/Sub emulator of a stack, with the topics that its functions read. */
final class LocalPubSub implements AutoCloseable {
  private static final Duration ACK_DEADLINE = Duration.ofMinutes(10);

  /** The fewest that Pub/Sub allows; about 4 s on the emulator. */
  private static final int ATTEMPTS = 5;

  private final PubSubEmulator emulator;
  private final PubSubChannel channel;

  private LocalPubSub(PubSubEmulator emulator, String project) {
    this.emulator = emulator;
    this.channel = PubSubChannel.emulator(project, emulator.hostAndPort());
  }

  /**
   * Starts the emulator; creates for each reader its topic, a push subscription to the functions, a
   * topic for dead letters and a subscription that keeps them.
   *
   * @throws EmulatorMissingException if there is no emulator on this machine
   * @throws EmulatorException if it does not start, or refuses a topic
   */
  static LocalPubSub start(String project, List<TopicReader> readers, int functionsPort) {
    PubSubEmulator emulator = PubSubEmulator.start();
    try {
      PubSubControl control = emulator.control(project);
      readers.stream()
          .flatMap(reader -> Stream.of(reader.topic(), reader.deadLetters()))
          .distinct()
          .forEach(control::createTopic);
      readers.forEach(reader -> subscribe(control, reader, functionsPort));
      return new LocalPubSub(emulator, project);
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
  }

  private static void subscribe(PubSubControl control, TopicReader reader, int functionsPort) {
    // First: a topic forgets what is published while it has no subscription.
    control.createSubscription(reader.deadLetters(), reader.deadLetters());
    String endpoint =
        "http://127.0.0.1:" + functionsPort + FunctionRouter.PUBSUB + reader.function();
    control.createSubscription(
        new PushSubscription(
            reader.function(),
            reader.topic(),
            URI.create(endpoint),
            ACK_DEADLINE,
            reader.deadLetters(),
            ATTEMPTS));
  }

  String hostAndPort() {
    return emulator.hostAndPort();
  }

  /** Of the stack's project. */
  MessageChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.close();
    emulator.close();
  }
}
