package dev.curation.bench;

import com.google.gson.JsonObject;
import dev.curation.payout.PayoutPlan;
import dev.curation.payout.PayoutPlanner;
import dev.curation.payout.PayoutRequest;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Payout plans of large flows, from the request to the transfers. */
@Command(
    name = "payout",
    description = {
      "Times payout plans of two assets on one core: 10,000 nodes, and 1,000 pools with cycles of",
      "several shapes. The planner checks its equations each time; so are the sums here. Half a minute.",
      "Prints a table, then one JSON object; exit code 1 if a shape takes longer than 10 seconds of",
      "one core, as the thread's CPU time tells: other programs may run at the same time."
    },
    mixinStandardHelpOptions = true)
final class PayoutCommand implements Callable<Integer> {
  private static final double LIMIT_SECONDS = 10;
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, PayoutRequest> shapes = new LinkedHashMap<>();
    shapes.put("straight, 10,000 nodes", PlansMix.straight(9_997));
    shapes.put("returning, 1,000 pools", PlansMix.returning(1_000));
    shapes.put("recirculating, 1,000 pools", PlansMix.recirculating(1_000));
    shapes.put("ring, 1,000 pools", PlansMix.ring(1_000));
    shapes.put("tangle, 1,000 pools", PlansMix.tangle(1_000));
    Table table = new Table("shape", "hops before", "transfers", "digits", "CPU s", "seconds");
    JsonObject json = new JsonObject();
    double slowest = 0;
    for (Map.Entry<String, PayoutRequest> shape : shapes.entrySet()) {
      long begin = System.nanoTime();
      long cpuBegin = CPU.getCurrentThreadCpuTime();
      PayoutPlan plan = PayoutPlanner.of(shape.getValue()).plan();
      double cpu = (CPU.getCurrentThreadCpuTime() - cpuBegin) / 1e9;
      double seconds = (System.nanoTime() - begin) / 1e9;
      check(shape.getKey(), shape.getValue(), plan);
      slowest = Math.max(slowest, cpu);
      table.row(
          shape.getKey(),
          String.format("%,d", plan.count().before()),
          String.format("%,d", plan.count().after()),
          String.format("%,d", digits(plan)),
          String.format("%.1f", cpu),
          String.format("%.1f", seconds));
      json.addProperty(shape.getKey(), cpu);
    }
    table.print(out);
    out.println(json);
    out.flush();
    return slowest <= LIMIT_SECONDS ? 0 : 1;
  }

  /** What all get is what was gained. */
  private static void check(String shape, PayoutRequest request, PayoutPlan plan) {
    Map<String, BigInteger> gained = new LinkedHashMap<>();
    request
        .gains()
        .forEach(g -> g.amounts().forEach((a, sum) -> gained.merge(a, sum, BigInteger::add)));
    Map<String, BigInteger> owned = new LinkedHashMap<>();
    plan.entitlements()
        .values()
        .forEach(all -> all.forEach((a, sum) -> owned.merge(a, sum, BigInteger::add)));
    Difference.check(shape, gained, owned);
  }

  /** Of the longest exact denominator. */
  private static long digits(PayoutPlan plan) {
    return plan.exactFinal().values().stream()
            .flatMap(all -> all.values().stream())
            .mapToLong(exact -> exact.denominator().bitLength())
            .max()
            .orElse(0)
        * 3
        / 10;
  }
}
