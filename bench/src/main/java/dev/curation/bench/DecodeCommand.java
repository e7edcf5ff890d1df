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

/** The decoder of contracts' logs under JMH. */
@Command(
    name = "decode",
    description = {
      "Times the decoding of a mix of contracts' logs. Half a minute.",
      "Prints a table, then one JSON object."
    },
    mixinStandardHelpOptions = true)
final class DecodeCommand implements Callable<Integer> {
  private static final long TARGET = 200_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws RunnerException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    err.println("decode: " + DecodeBenchmark.class.getSimpleName() + " ...");
    err.flush();
    for (RunResult run : Jmh.run(DecodeBenchmark.class)) {
      Result<?> rate = run.getPrimaryResult();
      Table table = new Table("benchmark", "per second", "+/-", "target");
      table.row(
          "decode",
          String.format("%,.0f logs", rate.getScore()),
          String.format("%.1f %%", 100 * rate.getScoreError() / rate.getScore()),
          String.format("at least %,d", TARGET));
      table.print(out);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("benchmark", "decode");
      json.put("logsPerSecond", Math.round(rate.getScore()));
      out.println(new Gson().toJson(json));
    }
    out.flush();
    return 0;
  }
}
