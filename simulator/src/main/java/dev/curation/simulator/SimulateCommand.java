package dev.curation.simulator;

import dev.curation.cli.Progress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./curation simulate}: exit codes 0 no difference, 1 some, 2 wrong usage. */
@Command(
    name = "curation simulate",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    description = {
      "Runs the whole backend over a simulated chain, clock, network and database. Each seed decides"
          + " what people do and what goes wrong; afterwards everything is compared with a recount."
    },
    footer = {
      "",
      "A seed that fails is printed with the shortest history that was found to fail too.",
      "Exit codes: 0 no difference, 1 some, 2 wrong usage."
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final long SHRINKING = TimeUnit.MINUTES.toNanos(2);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many runs (default: ${DEFAULT-VALUE}).")
  private int seeds;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The first seed; the others follow (default: ${DEFAULT-VALUE}).")
  private long first;

  @Option(
      names = "--days",
      paramLabel = "D",
      defaultValue = "" + Scenario.USUAL_DAYS,
      description = "For so many days people act; then all becomes final (${DEFAULT-VALUE}).")
  private int days;

  @Option(
      names = "--acts",
      paramLabel = "N",
      defaultValue = "" + Scenario.ALL_ACTS,
      description = "People do so many things at most.")
  private int acts;

  @Option(
      names = "--without",
      paramLabel = "FAULT",
      split = ",",
      description = "Faults that do not happen: ${COMPLETION-CANDIDATES}.",
      completionCandidates = FaultNames.class)
  private List<String> without = List.of();

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Runs at the same time (default: one for each core).")
  private int threads;

  @Option(names = "--journal", description = "Prints all that happens, line by line; for one seed.")
  private boolean isTold;

  static final class FaultNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    FaultNames() {
      super(Faults.NAMES);
    }
  }

  private SimulateCommand() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
  }

  private Scenario scenario(long seed) {
    SortedSet<String> names = new TreeSet<>(without);
    return new Scenario(seed, days, acts, names);
  }

  private void requireUsable() {
    require(seeds > 0, "--seeds must be 1 or more, not " + seeds);
    require(days > 0 && days <= 365, "--days must be 1 to 365, not " + days);
    require(acts >= 0, "--acts must be 0 or more, not " + acts);
    require(threads >= 0, "--threads must be 0 or more, not " + threads);
    require(!isTold || seeds == 1, "--journal is for one seed: --seeds 1");
    for (String name : without) {
      require(Faults.NAMES.contains(name), "--without knows no fault " + name);
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    requireUsable();
    Alarm.listen();
    PrintWriter out = spec.commandLine().getOut();
    List<Failed> failed = new ArrayList<>();
    SortedMap<String, Long> counts = new TreeMap<>();
    long start = System.nanoTime();
    int atOnce = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    // In virtual threads going on with a simulated process costs little.
    ExecutorService workers = Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory());
    try (Progress progress =
        new Progress("simulate", " seeds", seeds, spec.commandLine().getErr())) {
      ExecutorCompletionService<Outcome> runs = new ExecutorCompletionService<>(workers);
      for (long seed = first; seed < first + seeds; seed++) {
        Scenario scenario = scenario(seed);
        runs.submit(() -> run(scenario, out));
      }
      for (int i = 0; i < seeds; i++) {
        switch (runs.take().get()) {
          case Failed failure -> {
            failed.add(failure);
            out.println("seed " + failure.scenario().seed() + " FAILED: " + failure.thrown());
            out.flush();
          }
          case Passed passed ->
              passed.counts().forEach((name, count) -> counts.merge(name, (long) count, Long::sum));
        }
        progress.stepBy(1);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      workers.shutdownNow();
    }
    report(out, counts, failed, System.nanoTime() - start);
    return failed.isEmpty() ? 0 : 1;
  }

  private sealed interface Outcome {}

  private record Passed(SortedMap<String, Integer> counts) implements Outcome {}

  private record Failed(Scenario scenario, Throwable thrown) implements Outcome {}

  private Outcome run(Scenario scenario, PrintWriter out) {
    try {
      return new Passed(Simulation.run(scenario, isTold ? out::println : World.SILENT).counts());
    } catch (RuntimeException | Error e) {
      return new Failed(scenario, e);
    }
  }

  private void report(
      PrintWriter out, SortedMap<String, Long> counts, List<Failed> failed, long nanos) {
    out.printf(
        "%n%,d seeds in %,.1f s, %,d without a difference.%n",
        seeds, nanos / 1e9, seeds - failed.size());
    counts.forEach((name, count) -> out.printf("  %,12d  %s%n", count, name));
    if (!failed.isEmpty() && !isTold) {
      Failed one = failed.getFirst();
      out.println("\nLooking for a shorter history of seed " + one.scenario().seed() + " ...");
      out.flush();
      Shrinking.Shortest shortest =
          Shrinking.of(one.scenario(), one.thrown(), SHRINKING, line -> {});
      out.println("Shortest found: ./curation simulate --seeds 1 --journal " + shortest.scenario());
      shortest.failure().printStackTrace(out);
    }
    out.flush();
  }
}
