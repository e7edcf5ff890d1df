package dev.curation.cli;

import dev.curation.functions.BackendSettings;
import dev.curation.ledger.LedgerEvent;
import dev.curation.local.LocalStack;
import dev.curation.local.demo.ClaimChain;
import dev.curation.local.demo.ClaimDemo;
import dev.curation.local.demo.ClaimOutcome;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.webhook.WebhookSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The demo of claims: a chain, the stack at a simulated time, and what is played. */
final class ClaimDemoRun implements AutoCloseable {
  private final ClaimChain chain;
  private final LocalStack stack;
  private final Random random;
  private final List<LedgerEvent> sales;
  private final AtomicLong millis;
  private ClaimOutcome outcome = new ClaimOutcome(0, "0", ClaimDemo.begin(), List.of(), List.of());

  private ClaimDemoRun(
      ClaimChain chain,
      LocalStack stack,
      Random random,
      List<LedgerEvent> sales,
      AtomicLong millis) {
    this.chain = chain;
    this.stack = stack;
    this.random = random;
    this.sales = sales;
    this.millis = millis;
  }

  static ClaimDemoRun start(StackOptions options, int firestorePort, int port, long seed) {
    // The demo itself does what the scheduler does, at its own time.
    options.tick = Duration.ofDays(1);
    List<LedgerEvent> sales = CryptoPunksSales.read(Home.cryptoPunksSales());
    AtomicLong millis = new AtomicLong(ClaimDemo.begin());
    LocalStack.Options plain =
        options.stack(
            firestorePort, port, () -> Instant.ofEpochMilli(millis.get()), StackOptions.PUNK_PRICE);
    ClaimChain chain =
        ClaimChain.start(
            ClaimDemo.ACCOUNTS, Instant.ofEpochMilli(ClaimDemo.begin()), Home.contracts());
    try {
      BackendSettings settings = plain.settings();
      LocalStack stack =
          LocalStack.start(
              plain
                  .withSettings(
                      settings.with(
                          settings.aggregation().withFinalityDelay(ClaimDemo.FINALITY_DELAY)))
                  .listeningTo(chain.setup(), WebhookSettings.of(Map.of())));
      return new ClaimDemoRun(chain, stack, new Random(seed), sales, millis);
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  LocalStack stack() {
    return stack;
  }

  void play(PrintWriter err) {
    try (Progress progress = new Progress("claims", " days", ClaimDemo.DAYS, err)) {
      ClaimDemo demo =
          new ClaimDemo(stack, chain, random, sales, millis::set, () -> settle(progress));
      demo.play(progress::stepTo);
      outcome = demo.outcome();
    }
  }

  private void settle(Progress progress) {
    var unused = stack.tick();
    new AggregationProgress(stack.store(), CryptoPunksSales.COLLECTION, List.of()).await(progress);
    var unusedReport = stack.advancePools();
  }

  ClaimOutcome outcome() {
    return outcome;
  }

  @Override
  public void close() {
    stack.close();
    chain.close();
  }
}
