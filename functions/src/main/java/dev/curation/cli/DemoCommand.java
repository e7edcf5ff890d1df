package dev.curation.cli;

import com.google.gson.Gson;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.LedgerEvent;
import dev.curation.local.LocalStack;
import dev.curation.local.demo.ChainDemo;
import dev.curation.local.demo.PoolDemo;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.replay.Replay;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The README's first command. */
@Command(
    name = "demo",
    description = {
      "Replays 10,224 real sales of CryptoPunks through the local stack.",
      "Each sale pays 2.5 %% of its price as protocol fee, holders vote with their punks, the clock"
          + " stands at the last sale. Prints totals, the ten best curators, one curator's last week,"
          + " and what it cost.",
      "With --chain: 20 accounts stake, vote, trade and un-stake for two simulated days on a local"
          + " Ethereum chain, with reorganisations, heard through webhooks and polls at once. Prints"
          + " all rewards beside an independent recount; exits with 1 if a single wei differs.",
      "With --operators: 30 simulated days of sales, votes and two operators with their delegators;"
          + " at the end everybody withdraws everything. Prints what was paid beside an eager"
          + " recount in exact fractions; exits with 1 if a wei is missing or in the wrong hands.",
      "With --lane: curators of a collection on one local chain are paid on another, in three"
          + " batches; messages are doubled, shuffled and altered, a curator is gone, a transfer is"
          + " refunded. Prints both sides' books; exits with 1 if an equation does not hold or a"
          + " figure is not the recount's.",
      "With --claims: two weeks of CryptoPunks rewards become Merkle trees, whose roots go to a"
          + " contract on a local chain; the ten best curators claim, and once more, and with"
          + " forged proofs. Exits with 1 if a balance is not the recount's to the wei."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private StackOptions options = new StackOptions();

  @Option(names = "--json", description = "Print one JSON object at the end, and nothing else.")
  private boolean json;

  @Option(names = "--keep", description = "Leave the stack running, with the page, until Ctrl-C.")
  private boolean keep;

  @Option(names = "--chain", description = "Play on a local Ethereum chain instead.")
  private boolean onChain;

  @Option(names = "--operators", description = "Play with operators and delegators instead.")
  private boolean withOperators;

  @Option(names = "--lane", description = "Play with two local Ethereum chains instead.")
  private boolean withLane;

  @Option(names = "--programs", description = "Play with reward programs instead.")
  private boolean withPrograms;

  @Option(names = "--claims", description = "Play with claims on a local Ethereum chain instead.")
  private boolean withClaims;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "With --chain, --operators, --lane, --programs or --claims: what happens; the same for"
              + " the same number (default: 1).")
  private @Nullable Long seed;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the functions (default: any free one).")
  private int port;

  @Option(
      names = "--firestore-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the Firestore emulator (default: any free one).")
  private int firestorePort;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Curation.hideWarningsOfTheRules();
    if (onChain && withOperators) {
      throw new InvalidValueException("--operators", true, "cannot go with --chain");
    }
    if (withClaims) {
      return playWithClaims(out, err);
    }
    if (withPrograms) {
      return playWithPrograms(out, err);
    }
    if (withLane) {
      return playWithLane(out, err);
    }
    if (onChain) {
      return playOnChain(out, err);
    }
    if (withOperators) {
      return playWithOperators(out, err);
    }
    if (seed != null) {
      throw new InvalidValueException(
          "--seed", seed, "needs --chain, --operators, --lane, --programs or --claims");
    }
    long started = System.nanoTime();
    List<LedgerEvent> events = CryptoPunksSales.read(Home.cryptoPunksSales());
    Instant last = Instant.ofEpochMilli(events.get(events.size() - 1).position().timestamp());
    LocalStack stack =
        LocalStack.start(
            options.stack(firestorePort, port, InstantSource.fixed(last), StackOptions.PUNK_PRICE));
    try {
      try (Progress progress = new Progress("ledger", " events", events.size(), err)) {
        new Replay(stack.functionsStore(), CryptoPunksSales.COLLECTION)
            .append(events, last.toEpochMilli(), progress::stepBy);
      }
      stack.tick();
      try (Progress progress = new Progress("rewards", " events", events.size(), err)) {
        new AggregationProgress(stack.store(), CryptoPunksSales.COLLECTION, events).await(progress);
      }
      double seconds = (System.nanoTime() - started) / 1e9;
      DemoReport report = DemoReport.of(stack, CryptoPunksSales.COLLECTION, events.size(), seconds);
      if (json) {
        out.println(new Gson().toJson(report.summary()));
      } else {
        report.print(out);
      }
      out.flush();
      if (keep) {
        UpCommand.printReady(
            json ? err : out,
            stack,
            options.project,
            "#/collections/" + CryptoPunksSales.COLLECTION);
        UpCommand.awaitInterrupt(stack::close);
      }
    } finally {
      if (!keep) {
        stack.close();
      }
    }
    return 0;
  }

  private int playOnChain(PrintWriter out, PrintWriter err) {
    if (keep) {
      throw new InvalidValueException(
          "--keep", true, "cannot go with --chain: ./curation up --chain leaves a chain running");
    }
    if (options.userDocuments.equals("none")) {
      throw new InvalidValueException(
          "--user-documents", "none", "cannot go with --chain: the recount compares them");
    }
    long started = System.nanoTime();
    try (ChainDemoRun run =
        ChainDemoRun.start(options, firestorePort, port, seed == null ? 1 : seed)) {
      ChainDemo.Counts counts = run.play(ChainDemo.STEPS, err);
      ChainDemoReport report = run.compare(counts, (System.nanoTime() - started) / 1e9);
      if (json) {
        out.println(new Gson().toJson(report));
      } else {
        report.print(out);
      }
      out.flush();
      return report.exitCode();
    }
  }

  private int playWithOperators(PrintWriter out, PrintWriter err) {
    long started = System.nanoTime();
    long chosen = seed == null ? 1 : seed;
    OperatorsDemoRun run =
        OperatorsDemoRun.start(options, firestorePort, port, chosen, PoolDemo.DAYS);
    try {
      run.play(err);
      double seconds = (System.nanoTime() - started) / 1e9;
      OperatorsDemoReport report =
          OperatorsDemoReport.of(chosen, PoolDemo.DAYS, run.outcome(), seconds);
      if (json) {
        out.println(new Gson().toJson(report));
      } else {
        report.print(out);
      }
      out.flush();
      if (keep) {
        String route = "#/collections/" + PoolDemo.COLLECTION;
        UpCommand.printReady(json ? err : out, run.stack(), options.project, route);
        UpCommand.awaitInterrupt(run::close);
      }
      return report.exitCode();
    } finally {
      if (!keep) {
        run.close();
      }
    }
  }

  private int playWithLane(PrintWriter out, PrintWriter err) {
    if (onChain || withOperators) {
      throw new InvalidValueException("--lane", true, "cannot go with --chain or --operators");
    }
    if (keep) {
      throw new InvalidValueException("--keep", true, "cannot go with --lane");
    }
    long started = System.nanoTime();
    long chosen = seed == null ? 1 : seed;
    try (LaneDemoRun run = LaneDemoRun.start(options, firestorePort, port, chosen)) {
      run.play(err);
      LaneDemoReport report =
          LaneDemoReport.of(chosen, run.outcome(), (System.nanoTime() - started) / 1e9);
      if (json) {
        out.println(new Gson().toJson(report));
      } else {
        report.print(out);
      }
      out.flush();
      return report.exitCode();
    }
  }

  private int playWithPrograms(PrintWriter out, PrintWriter err) {
    if (onChain || withOperators || withLane) {
      throw new InvalidValueException(
          "--programs", true, "cannot go with --chain, --operators or --lane");
    }
    if (keep) {
      throw new InvalidValueException("--keep", true, "cannot go with --programs");
    }
    long started = System.nanoTime();
    long chosen = seed == null ? 1 : seed;
    try (ProgramDemoRun run = ProgramDemoRun.start(options, firestorePort, port, chosen)) {
      run.play(err);
      ProgramDemoReport report =
          ProgramDemoReport.of(chosen, run.outcome(), (System.nanoTime() - started) / 1e9);
      if (json) {
        out.println(new Gson().toJson(report));
      } else {
        report.print(out);
      }
      out.flush();
      return report.exitCode();
    }
  }

  private int playWithClaims(PrintWriter out, PrintWriter err) {
    if (onChain || withOperators || withLane || withPrograms) {
      throw new InvalidValueException(
          "--claims", true, "cannot go with --chain, --operators, --lane or --programs");
    }
    long started = System.nanoTime();
    long chosen = seed == null ? 1 : seed;
    ClaimDemoRun run = ClaimDemoRun.start(options, firestorePort, port, chosen);
    try {
      run.play(err);
      ClaimDemoReport report =
          ClaimDemoReport.of(chosen, run.outcome(), (System.nanoTime() - started) / 1e9);
      if (json) {
        out.println(new Gson().toJson(report));
      } else {
        report.print(out);
      }
      out.flush();
      if (keep) {
        String best = report.outcome().weeks().getLast().paid().getFirst().address();
        UpCommand.printReady(json ? err : out, run.stack(), options.project, "#/users/" + best);
        UpCommand.awaitInterrupt(run::close);
      }
      return report.exitCode();
    } finally {
      if (!keep) {
        run.close();
      }
    }
  }
}
