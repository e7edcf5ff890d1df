package dev.curation.simulator;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./curation simulate}. */
@Command(
    name = "curation simulate",
    mixinStandardHelpOptions = true,
    description = "Runs the whole backend over a simulated world.")
public final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--seeds", defaultValue = "20")
  private int seeds;

  @Option(names = "--seed", defaultValue = "1")
  private long first;

  @Option(names = "--days", defaultValue = "10")
  private int days;

  private SimulateCommand() {}

  public static void main(String[] arguments) {
    Logger.getLogger("dev.curation").setLevel(Level.OFF);
    System.exit(new CommandLine(new SimulateCommand()).execute(arguments));
  }

  /** In a virtual thread: going on with a simulated process costs little then. */
  @Override
  public Integer call() throws Exception {
    FutureTask<Integer> all = new FutureTask<>(this::runAll);
    Thread.ofVirtual().start(all);
    return all.get();
  }

  private int runAll() {
    int failed = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      long before = System.nanoTime();
      try {
        Simulation.Result result = Simulation.run(seed, days);
        System.out.println(
            "seed "
                + seed
                + " "
                + (System.nanoTime() - before) / 1_000_000
                + " ms "
                + result.counts());
      } catch (RuntimeException | Error e) {
        failed++;
        System.out.println("seed " + seed + " FAILED " + e);
        if (!(e instanceof Difference)) {
          e.printStackTrace(System.out);
        }
      }
    }
    return failed == 0 ? 0 : 1;
  }
}
