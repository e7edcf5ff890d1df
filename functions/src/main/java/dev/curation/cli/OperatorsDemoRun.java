package dev.curation.cli;

import dev.curation.local.LocalStack;
import dev.curation.local.demo.PoolDemo;
import dev.curation.local.demo.PoolOutcome;
import dev.curation.store.Store;
import dev.curation.webhook.WebhookSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The demo of operators: the stack at a simulated time, and what is played on it. */
final class OperatorsDemoRun implements AutoCloseable {
  /** Rarer than in production, and the same in the end: no hour is looked at twice. */
  private static final int DAYS_A_TICK = 2;

  private final LocalStack stack;
  private final PoolDemo demo;
  private final int days;

  private OperatorsDemoRun(LocalStack stack, PoolDemo demo, int days) {
    this.stack = stack;
    this.demo = demo;
    this.days = days;
  }

  static OperatorsDemoRun start(
      StackOptions options, int firestorePort, int port, long seed, int days) {
    // The demo itself flags and advances, at its own time.
    options.tick = Duration.ofDays(1);
    AtomicLong millis = new AtomicLong(PoolDemo.START.toEpochMilli());
    LocalStack stack =
        LocalStack.start(
            options
                .stack(
                    firestorePort,
                    port,
                    () -> Instant.ofEpochMilli(millis.get()),
                    StackOptions.TOKEN_PRICE)
                .listeningTo(PoolDemo.setup(), WebhookSettings.of(Map.of())));
    return new OperatorsDemoRun(
        stack, new PoolDemo(stack, new Random(seed), millis::set, days), days);
  }

  LocalStack stack() {
    return stack;
  }

  /** The stack's database. */
  Store store() {
    return stack.store();
  }

  /** Plays all days, with what the scheduler does in between, and lets everybody withdraw. */
  void play(PrintWriter err) {
    try (Progress progress = new Progress("operators", " days", days, err)) {
      for (int day = 0; day < days; day++) {
        demo.day(day);
        if (day % DAYS_A_TICK == 0) {
          advance(progress);
        }
        progress.stepTo(day + 1);
      }
      demo.rest();
      advance(progress);
      progress.stepTo(days);
    }
    demo.withdrawEverything();
  }

  private void advance(Progress progress) {
    var unused = stack.tick();
    new AggregationProgress(stack.store(), PoolDemo.COLLECTION, List.of()).await(progress);
    var unusedReport = stack.advancePools();
  }

  PoolOutcome outcome() {
    return demo.outcome();
  }

  @Override
  public void close() {
    stack.close();
  }
}
