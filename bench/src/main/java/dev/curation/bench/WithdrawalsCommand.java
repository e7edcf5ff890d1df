package dev.curation.bench;

import com.google.gson.Gson;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lazy rewards: operations under JMH, and the memory of many delegations. */
@Command(
    name = "withdrawals",
    description = {
      "Times the operations of lazy rewards, each with its check, on one core, and measures the",
      "memory of a million delegations. Three quarters of a minute.",
      "Prints a table each, then one JSON object."
    },
    mixinStandardHelpOptions = true)
final class WithdrawalsCommand implements Callable<Integer> {
  private static final long TARGET = 1_000_000;
  private static final int MEBIBYTE = 1 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws RunnerException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    err.println("withdrawals: memory ...");
    err.flush();
    WithdrawalsMemory memory = WithdrawalsMemory.measure(WithdrawalsMemory.DELEGATIONS);
    err.println("withdrawals: " + WithdrawalsBenchmark.class.getSimpleName() + " ...");
    err.flush();
    for (RunResult run : Jmh.run(WithdrawalsBenchmark.class)) {
      Result<?> rate = run.getPrimaryResult();
      Table table = new Table("benchmark", "per second", "+/-", "target");
      table.row(
          "withdrawals",
          String.format("%,.0f operations", rate.getScore()),
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

  private static void print(WithdrawalsMemory memory, PrintWriter out) {
    Table table =
        new Table("delegations", "records, MiB", "bytes each", "peak heap, MiB", "RSS MiB");
    table.row(
        String.format("%,d", memory.delegations()),
        String.format("%,d", memory.heapBytes() / MEBIBYTE),
        String.format("%,d", memory.heapBytes() / memory.delegations()),
        String.format("%,d", memory.peak().heapBytes() / MEBIBYTE),
        String.format("%,d", memory.peak().processBytes() / MEBIBYTE));
    table.print(out);
  }

  private static Map<String, Object> json(Result<?> rate, WithdrawalsMemory memory) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "withdrawals");
    json.put("operationsPerSecond", Math.round(rate.getScore()));
    json.put("delegations", memory.delegations());
    json.put("recordsBytes", memory.heapBytes());
    json.put("peakHeapBytes", memory.peak().heapBytes());
    json.put("residentBytes", memory.peak().processBytes());
    return json;
  }
}
