package dev.curation.bench;

import com.google.gson.Gson;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reward programs: events under JMH, and the memory of account states. */
@Command(
    name = "programs",
    description = {
      "Times events that ten reward programs judge, on one core, and measures the memory of",
      "account states. Half a minute.",
      "Prints a table each, then one JSON object."
    },
    mixinStandardHelpOptions = true)
final class ProgramsCommand implements Callable<Integer> {
  private static final long TARGET = 500_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws RunnerException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    err.println("programs: memory ...");
    err.flush();
    List<ProgramsMemory> memory =
        ProgramsMemory.SIZES.stream().map(ProgramsMemory::measure).toList();
    err.println("programs: " + ProgramsBenchmark.class.getSimpleName() + " ...");
    err.flush();
    for (RunResult run : Jmh.run(ProgramsBenchmark.class)) {
      Result<?> rate = run.getPrimaryResult();
      Table table = new Table("benchmark", "per second", "+/-", "target");
      table.row(
          "programs",
          String.format("%,.0f events", rate.getScore()),
          String.format("%.1f %%", 100 * rate.getScoreError() / rate.getScore()),
          String.format("at least %,d", TARGET));
      table.print(out);
      out.println();
      print(memory, out);
      out.println(new Gson().toJson(json(rate, memory)));
    }
    out.flush();
    return 0;
  }

  private static void print(List<ProgramsMemory> memory, PrintWriter out) {
    Table table = new Table("account states", "bytes", "bytes each");
    for (ProgramsMemory each : memory) {
      table.row(
          String.format("%,d", each.accounts()),
          String.format("%,d", each.heapBytes()),
          String.format("%,d", each.bytesEach()));
    }
    table.print(out);
  }

  private static Map<String, Object> json(Result<?> rate, List<ProgramsMemory> memory) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "programs");
    json.put("eventsPerSecond", Math.round(rate.getScore()));
    memory.forEach(each -> json.put("bytesOf" + each.accounts() + "Accounts", each.heapBytes()));
    return json;
  }
}
