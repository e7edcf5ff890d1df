package dev.curation.cli;

import dev.curation.functions.BackendSettings;
import dev.curation.local.ChainDeployment;
import dev.curation.local.LocalStack;
import dev.curation.local.PayoutProject;
import dev.curation.local.demo.LaneChains;
import dev.curation.local.demo.LaneDemo;
import dev.curation.local.demo.LaneMail;
import dev.curation.local.demo.LaneOutcome;
import dev.curation.store.Store;
import dev.curation.webhook.WebhookSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The demo of a lane: two chains, the stack with both sides, and what is played on them. */
final class LaneDemoRun implements AutoCloseable {
  private final LaneChains chains;
  private final LaneMail mail;
  private final LocalStack stack;
  private final LaneDemo demo;

  private LaneDemoRun(LaneChains chains, LaneMail mail, LocalStack stack, LaneDemo demo) {
    this.chains = chains;
    this.mail = mail;
    this.stack = stack;
    this.demo = demo;
  }

  static LaneDemoRun start(StackOptions options, int firestorePort, int port, long seed) {
    // The demo itself does what the scheduler does, at its own time.
    options.tick = Duration.ofDays(1);
    AtomicLong millis = new AtomicLong(LaneDemo.GENESIS.toEpochMilli());
    LocalStack.Options plain =
        options.stack(
            firestorePort,
            port,
            () -> Instant.ofEpochMilli(millis.get()),
            StackOptions.TOKEN_PRICE);
    LaneChains chains = LaneChains.start(LaneDemo.CURATORS, LaneDemo.GENESIS, Home.contracts());
    LaneMail mail = new LaneMail();
    try {
      BackendSettings payouts =
          plain.settings().with(chains.payoutSide(), WebhookSettings.of(Map.of()));
      LocalStack stack =
          LocalStack.start(
              plain
                  .listeningTo(chains.accrualSide(), ChainDeployment.webhooks())
                  .withLanes(new PayoutProject(options.project + "-payouts", payouts))
                  .withPubSub(mail.readers()));
      mail.open(stack, options.project);
      LaneDemo demo = new LaneDemo(stack, chains, mail, new Random(seed), millis::set);
      return new LaneDemoRun(chains, mail, stack, demo);
    } catch (RuntimeException e) {
      chains.close();
      throw e;
    }
  }

  void play(PrintWriter err) {
    try (Progress progress = new Progress("lane", " hours", LaneDemo.HOURS, err)) {
      AggregationProgress aggregation =
          new AggregationProgress(stack.store(), LaneChains.COLLECTION, List.of());
      demo.play(progress::stepTo, () -> aggregation.await(progress));
    }
  }

  LaneOutcome outcome() {
    return demo.outcome();
  }

  /** The database of the side that pays. */
  Store payouts() {
    return stack.payouts();
  }

  @Override
  public void close() {
    mail.close();
    stack.close();
    chains.close();
  }
}
