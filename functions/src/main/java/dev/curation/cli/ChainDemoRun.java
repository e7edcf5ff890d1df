package dev.curation.cli;

import dev.curation.chain.CollectionId;
import dev.curation.local.Anvil;
import dev.curation.local.ChainDeployment;
import dev.curation.local.LocalStack;
import dev.curation.local.TestChain;
import dev.curation.local.demo.ChainDemo;
import dev.curation.local.demo.Recount;
import dev.curation.local.demo.StoredFigures;
import dev.curation.store.Store;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** The demo on a local chain: the chain, the stack that listens to it, and what is played there. */
final class ChainDemoRun implements AutoCloseable {
  private final Anvil anvil;
  private final LocalStack stack;
  private final ChainDeployment contracts;
  private final ChainDemo demo;
  private final long seed;

  private ChainDemoRun(
      Anvil anvil, LocalStack stack, ChainDeployment contracts, ChainDemo demo, long seed) {
    this.anvil = anvil;
    this.stack = stack;
    this.contracts = contracts;
    this.demo = demo;
    this.seed = seed;
  }

  static ChainDemoRun start(StackOptions options, int firestorePort, int port, long seed) {
    // The demo itself polls and flags, at the chain's time.
    options.tick = Duration.ofDays(1);
    AtomicLong millis = new AtomicLong(ChainDemo.GENESIS.toEpochMilli());
    LocalStack.Options plain =
        options.stack(
            firestorePort,
            port,
            () -> Instant.ofEpochMilli(millis.get()),
            StackOptions.TOKEN_PRICE);
    Anvil anvil =
        Anvil.start(
            new Anvil.Options(0, ChainDeployment.CHAIN, ChainDemo.ACCOUNTS, ChainDemo.GENESIS),
            Home.contracts());
    try {
      TestChain chain = new TestChain(anvil.endpoint(), Home.contracts());
      ChainDeployment contracts = ChainDeployment.on(chain);
      LocalStack stack =
          LocalStack.start(
              plain.listeningTo(
                  contracts.setup(anvil.endpoint(), ChainDemo.CONFIRMATIONS, ChainDemo.FINALITY),
                  ChainDeployment.webhooks()));
      ChainDemo demo =
          new ChainDemo(stack, chain, anvil.endpoint(), contracts, new Random(seed), millis::set);
      return new ChainDemoRun(anvil, stack, contracts, demo, seed);
    } catch (RuntimeException e) {
      anvil.close();
      throw e;
    }
  }

  /** The stack's database. */
  Store store() {
    return stack.store();
  }

  List<CollectionId> collections() {
    return contracts.collections();
  }

  /** Plays, and returns when all rewards are computed. */
  ChainDemo.Counts play(int steps, PrintWriter err) {
    ChainDemo.Counts counts;
    try (Progress progress = new Progress("chain", " steps", steps, err)) {
      counts = demo.play(steps, progress::stepTo);
    }
    var unused = stack.tick();
    try (Progress progress = new Progress("rewards", " collections", collections().size(), err)) {
      int done = 0;
      for (CollectionId collection : collections()) {
        new AggregationProgress(stack.store(), collection, List.of()).await(progress);
        progress.stepTo(++done);
      }
    }
    return counts;
  }

  ChainDemoReport compare(ChainDemo.Counts counts, double seconds) {
    Recount recount = demo.recount();
    return ChainDemoReport.of(
        seed, counts, StoredFigures.of(stack.store(), collections()), recount, seconds);
  }

  @Override
  public void close() {
    stack.close();
    anvil.close();
  }
}
