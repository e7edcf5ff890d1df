package dev.curation.bench;

import dev.curation.functions.LaneWiring;
import dev.curation.lanes.LaneChannels;
import dev.curation.lanes.LaneInbox;
import dev.curation.messaging.Message;
import dev.curation.messaging.MessageChannel;
import dev.curation.store.Store;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * The same batch with processes that die at their commits. Messages are handed over in this
 * process, shuffled, and again whenever whoever took one has died.
 */
final class LanesKills {
  private static final int COMMITS_OF_A_CREDIT = 200;

  private final LanesStage stage;
  private final Random random = new Random(2);
  private final double chance;
  private final List<Message> weights = new ArrayList<>();
  private final List<Message> tokens = new ArrayList<>();
  private int kills;

  /**
   * @param kills how many are to be expected
   */
  LanesKills(LanesStage stage, int kills) {
    this.stage = stage;
    // A commit for each 200 shares, and one for each page of 2,000 on both sides.
    double commits =
        stage.votes().size() / (double) COMMITS_OF_A_CREDIT + stage.votes().size() / 1_000.0 + 6;
    this.chance = Math.min(0.5, kills / commits);
  }

  /** Returns when all is credited: how often somebody died. */
  int run() {
    untilDone(() -> wiring().transmission().run(LanesStage.LANE));
    List<Runnable> deliveries = new ArrayList<>();
    weights.forEach(message -> deliveries.add(() -> deliver(LaneChannels.WEIGHTS, message)));
    tokens.forEach(message -> deliveries.add(() -> deliver(LaneChannels.TOKENS, message)));
    java.util.Collections.shuffle(deliveries, random);
    deliveries.forEach(this::untilDone);
    return kills;
  }

  private void deliver(String channel, Message message) {
    LaneInbox inbox = wiring().inbox();
    String note =
        channel.equals(LaneChannels.WEIGHTS)
            ? inbox.weights(message.body())
            : inbox.tokens(message.body());
    if (note.startsWith("REJECTED")) {
      throw new IllegalStateException("a message was rejected");
    }
  }

  private void untilDone(Runnable work) {
    while (true) {
      try {
        work.run();
        return;
      } catch (KilledStore.Killed e) {
        kills++;
      }
    }
  }

  private LaneWiring wiring() {
    Store accrual = new KilledStore(stage.stack().store(), random, chance);
    Store payout = new KilledStore(stage.stack().payouts(), random, chance);
    MessageChannel channel =
        (topic, messages) ->
            (topic.equals(LaneChannels.WEIGHTS) ? weights : tokens).addAll(messages);
    return new LaneWiring(
        accrual,
        () -> payout,
        () -> channel,
        InstantSource.fixed(stage.now()),
        () -> UUID.randomUUID().toString(),
        attempt -> {});
  }
}
