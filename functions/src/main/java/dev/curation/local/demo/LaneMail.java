package dev.curation.local.demo;

import com.google.cloud.functions.CloudEventsFunction;
import dev.curation.functions.ReceiveTokens;
import dev.curation.functions.ReceiveWeights;
import dev.curation.functions.Wiring;
import dev.curation.lanes.LaneChannels;
import dev.curation.local.FunctionRouter;
import dev.curation.local.LocalStack;
import dev.curation.local.Patience;
import dev.curation.local.PubSubControl;
import dev.curation.local.PubSubControl.Pulled;
import dev.curation.local.TopicReader;
import dev.curation.messaging.Message;
import dev.curation.pubsub.PubSubChannel;
import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Both channels of the lane on the Pub/Sub emulator, with somebody who listens in: every message is
 * seen, can be held back, and published again.
 */
public final class LaneMail implements AutoCloseable {
  private static final String TAP = "-tap";

  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Set<String> seen = new HashSet<>();
  private final List<TopicReader> readers =
      List.of(
          reader(LaneChannels.WEIGHTS, "ReceiveWeights", ReceiveWeights::new),
          reader(LaneChannels.TOKENS, "ReceiveTokens", ReceiveTokens::new));
  private @org.jspecify.annotations.Nullable Line line;

  /** What leads to the emulator. */
  private record Line(LocalStack stack, PubSubControl control, PubSubChannel channel) {}

  /** A message with the topic it goes to. */
  record Posted(String topic, String body) {}

  /** The functions that read the channels, for the stack's start. */
  public List<TopicReader> readers() {
    return readers;
  }

  private TopicReader reader(
      String topic, String function, Function<Wiring, CloudEventsFunction> make) {
    return new TopicReader(
        topic,
        function,
        wiring -> {
          CloudEventsFunction reading = make.apply(wiring);
          return (CloudEvent event) -> {
            reading.accept(event);
            accepted.add(topic + event.getId());
          };
        });
  }

  /** Begins to listen in. */
  public void open(LocalStack stack, String project) {
    PubSubControl control = new PubSubControl(stack.pubSub(), project);
    readers.forEach(reader -> control.createSubscription(reader.topic() + TAP, reader.topic()));
    line = new Line(stack, control, PubSubChannel.emulator(project, stack.pubSub()));
  }

  private Line line() {
    if (line == null) {
      throw new IllegalStateException("The channels are not open yet");
    }
    return line;
  }

  /** Waits for so many messages of a topic that were not taken before. */
  List<Posted> take(String topic, int count) {
    List<Posted> taken = new ArrayList<>();
    Patience.await(
        () -> {
          for (Pulled each : line().control().pull(topic + TAP)) {
            if (seen.add(topic + each.id())) {
              taken.add(new Posted(topic, each.body()));
            }
          }
          return taken.size() >= count;
        },
        () -> count + " messages on " + topic + ", and there are " + taken);
    return taken;
  }

  /** From now on nothing is delivered. */
  void hold() {
    readers.forEach(reader -> line().control().stopPushing(reader.function()));
  }

  /** What was held back is delivered, and what comes from now on. */
  void release() {
    readers.forEach(
        reader ->
            line()
                .control()
                .pushTo(
                    reader.function(),
                    line().stack().functions().resolve(FunctionRouter.PUBSUB + reader.function())));
  }

  void publish(List<Posted> messages) {
    messages.forEach(
        each -> line().channel().publish(each.topic(), List.of(Message.of(each.body()))));
    readers.forEach(
        reader -> {
          int count = (int) messages.stream().filter(m -> m.topic().equals(reader.topic())).count();
          var unused = take(reader.topic(), count);
        });
  }

  /** Waits until the functions have accepted every message that was taken or published here. */
  void awaitAccepted() {
    Patience.await(() -> accepted.containsAll(seen), () -> "all of " + seen + ", got " + accepted);
  }

  /** How many messages the functions have accepted. */
  int accepted() {
    return accepted.size();
  }

  @Override
  public void close() {
    if (line != null) {
      line.channel().close();
    }
  }
}
