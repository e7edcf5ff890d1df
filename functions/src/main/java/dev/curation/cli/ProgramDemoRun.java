package dev.curation.cli;

import dev.curation.functions.BackendSettings;
import dev.curation.ledger.LedgerEvent;
import dev.curation.local.LocalStack;
import dev.curation.local.demo.ProgramChain;
import dev.curation.local.demo.ProgramDemo;
import dev.curation.local.demo.ProgramOutcome;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.store.Store;
import dev.curation.webhook.WebhookSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The demo of reward programs: a chain, the stack at a simulated time, and what is played. */
final class ProgramDemoRun implements AutoCloseable {
  private final ProgramChain chain;
  private final LocalStack stack;
  private final ProgramDemo demo;

  private ProgramDemoRun(ProgramChain chain, LocalStack stack, ProgramDemo demo) {
    this.chain = chain;
    this.stack = stack;
    this.demo = demo;
  }

  static ProgramDemoRun start(StackOptions options, int firestorePort, int port, long seed) {
    // The demo itself does what the scheduler does, at its own time.
    options.tick = Duration.ofDays(1);
    List<LedgerEvent> sales = CryptoPunksSales.read(Home.cryptoPunksSales());
    AtomicLong millis = new AtomicLong(ProgramDemo.begin());
    LocalStack.Options plain =
        options.stack(
            firestorePort,
            port,
            () -> Instant.ofEpochMilli(millis.get()),
            StackOptions.TOKEN_PRICE);
    ProgramChain chain =
        ProgramChain.start(
            ProgramDemo.CREATORS + ProgramDemo.CURATORS,
            Instant.ofEpochMilli(ProgramDemo.begin()),
            Home.contracts());
    try {
      BackendSettings settings = plain.settings();
      LocalStack stack =
          LocalStack.start(
              plain
                  .withSettings(
                      settings.with(
                          settings.aggregation().withFinalityDelay(ProgramChain.FINALITY_DELAY)))
                  .listeningTo(chain.setup(), WebhookSettings.of(Map.of())));
      return new ProgramDemoRun(
          chain, stack, new ProgramDemo(stack, chain, new Random(seed), sales, millis::set));
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  /** The stack's database. */
  Store store() {
    return stack.store();
  }

  void play(PrintWriter err) {
    try (Progress progress = new Progress("programs", " days", ProgramDemo.DAYS, err)) {
      demo.play(progress::stepTo);
    }
  }

  ProgramOutcome outcome() {
    return demo.outcome();
  }

  @Override
  public void close() {
    stack.close();
    chain.close();
  }
}
