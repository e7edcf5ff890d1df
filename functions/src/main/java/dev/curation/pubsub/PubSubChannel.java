package dev.curation.pubsub;

import com.google.api.core.ApiFuture;
import com.google.api.core.ApiFutures;
import com.google.api.gax.batching.BatchingSettings;
import com.google.api.gax.batching.FlowControlSettings;
import com.google.api.gax.batching.FlowController.LimitExceededBehavior;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.GrpcTransportChannel;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import dev.curation.messaging.Message;
import dev.curation.messaging.MessageChannel;
import dev.curation.messaging.MessagingException;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * Topics of one project. A topic is connected to when it is first published to, and stays so.
 * Beside the messages of the caller, at most {@link #MOST_OUTSTANDING} bytes of a topic are in
 * memory: who publishes more waits.
 */
public final class PubSubChannel implements MessageChannel, AutoCloseable {
  private static final long BATCH_BYTES = 2L << 20;
  private static final long BATCH_MESSAGES = 500;
  private static final Duration BATCH_DELAY = Duration.ofMillis(5);

  /** The client wants this limit too. */
  private static final long MOST_MESSAGES = 20 * BATCH_MESSAGES;

  /** More than the largest message, and enough for several requests at once. */
  private static final long MOST_OUTSTANDING = 16L << 20;

  /** The scheduler and the next delivery try again, so there is no use in being more patient. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final String project;
  private final UnaryOperator<Publisher.Builder> transport;
  private final Runnable afterwards;
  private final Map<String, Publisher> publishers = new ConcurrentHashMap<>();

  private PubSubChannel(
      String project, UnaryOperator<Publisher.Builder> transport, Runnable afterwards) {
    this.project = project;
    this.transport = transport;
    this.afterwards = afterwards;
  }

  /** Of a project of Google Cloud, with the credentials of the environment. */
  public static PubSubChannel connect(String project) {
    return new PubSubChannel(project, builder -> builder, () -> {});
  }

  /**
   * Of any project of an emulator.
   *
   * @param hostAndPort as in {@code PUBSUB_EMULATOR_HOST}
   */
  public static PubSubChannel emulator(String project, String hostAndPort) {
    ManagedChannel channel = ManagedChannelBuilder.forTarget(hostAndPort).usePlaintext().build();
    FixedTransportChannelProvider provider =
        FixedTransportChannelProvider.create(GrpcTransportChannel.create(channel));
    return new PubSubChannel(
        project,
        builder ->
            builder
                .setChannelProvider(provider)
                .setCredentialsProvider(NoCredentialsProvider.create()),
        channel::shutdownNow);
  }

  @Override
  public void publish(String topic, List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Publisher publisher = publishers.computeIfAbsent(topic, this::publisher);
    List<ApiFuture<String>> taken = new ArrayList<>();
    for (Message message : messages) {
      taken.add(publisher.publish(encode(message)));
    }
    publisher.publishAllOutstanding();
    await(topic, ApiFutures.allAsList(taken));
  }

  private void await(String topic, ApiFuture<List<String>> taken) {
    try {
      // The publisher gives up by itself; more time than that would only hide that it did not.
      var unused = taken.get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException failed ? failed.getCause() : e;
      throw new MessagingException(name(topic) + " did not take all messages: " + cause, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MessagingException("Interrupted while publishing to " + name(topic), e);
    }
  }

  private static PubsubMessage encode(Message message) {
    return PubsubMessage.newBuilder()
        .setData(ByteString.copyFromUtf8(message.body()))
        .putAllAttributes(message.attributes())
        .build();
  }

  private String name(String topic) {
    return "projects/" + project + "/topics/" + topic;
  }

  private Publisher publisher(String topic) {
    try {
      return transport
          .apply(Publisher.newBuilder(TopicName.of(project, topic)))
          .setBatchingSettings(batching())
          .setRetrySettings(retries())
          .build();
    } catch (IOException e) {
      throw new MessagingException("Cannot connect to " + name(topic), e);
    }
  }

  private static BatchingSettings batching() {
    return BatchingSettings.newBuilder()
        .setRequestByteThreshold(BATCH_BYTES)
        .setElementCountThreshold(BATCH_MESSAGES)
        .setDelayThresholdDuration(BATCH_DELAY)
        .setFlowControlSettings(
            FlowControlSettings.newBuilder()
                .setMaxOutstandingRequestBytes(MOST_OUTSTANDING)
                .setMaxOutstandingElementCount(MOST_MESSAGES)
                .setLimitExceededBehavior(LimitExceededBehavior.Block)
                .build())
        .build();
  }

  private static RetrySettings retries() {
    return RetrySettings.newBuilder()
        .setInitialRetryDelayDuration(Duration.ofMillis(100))
        .setRetryDelayMultiplier(2)
        .setMaxRetryDelayDuration(Duration.ofSeconds(5))
        .setInitialRpcTimeoutDuration(Duration.ofSeconds(10))
        .setMaxRpcTimeoutDuration(Duration.ofSeconds(10))
        .setTotalTimeoutDuration(PATIENCE)
        .build();
  }

  /** Ends all connections; what is being published then may be lost. */
  @Override
  public void close() {
    publishers.values().forEach(Publisher::shutdown);
    for (Publisher publisher : publishers.values()) {
      try {
        var unused = publisher.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    afterwards.run();
  }
}
