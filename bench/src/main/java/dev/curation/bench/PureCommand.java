package dev.curation.bench;

import com.google.gson.Gson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The pure code under JMH. */
@Command(
    name = "pure",
    description = {
      "Times the pure rules: whole ledgers, and single shares. About a minute.",
      "Prints a table, then one JSON object per line and benchmark."
    },
    mixinStandardHelpOptions = true)
final class PureCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws RunnerException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<PureResult> results = new ArrayList<>();
    for (Class<?> benchmark : List.of(LedgerBenchmark.class, ShareBenchmark.class)) {
      err.println("pure: " + benchmark.getSimpleName() + " ...");
      err.flush();
      Jmh.run(benchmark).stream().map(PureResult::of).forEach(results::add);
    }
    PureResult.print(results, out);
    Gson gson = new Gson();
    results.forEach(result -> out.println(gson.toJson(result.json())));
    out.flush();
    return 0;
  }
}
