package dev.curation.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.curation.errors.InvalidValueException;
import dev.curation.payout.PayoutPlan;
import dev.curation.payout.PayoutPlanner;
import dev.curation.payout.PlanTrace;
import dev.curation.planfiles.PlanFile;
import dev.curation.planfiles.PlanJson;
import dev.curation.planfiles.PlanText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes a payout plan; writes and sends nothing. */
@Command(
    name = "plan",
    description = {
      "Computes who finally owns what of some gains, and the fewest transfers to get there.",
      "Only prints; sends nothing. Exit code 1: the rules refuse the plan."
    },
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      description = "YAML or JSON (schemas/payout-plan.schema.json); - reads standard input.")
  private String file = "";

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  @Option(
      names = "--explain",
      description = "Show every hop of naive execution, and which were netted away.")
  private boolean explain;

  @Override
  public Integer call() {
    PlanFile plan = PlanFile.of(PlanText.parse(read()));
    for (PlanFile.FromPeriod period : plan.periods()) {
      if (!period.hasAmounts()) {
        throw new InvalidValueException(
            "gains[" + period.gain() + "].fromPeriod",
            period.period(),
            "needs the database; give amounts too, to plan with these here");
      }
    }
    PayoutPlanner planner = PayoutPlanner.of(plan.request());
    print(plan, planner, planner.plan());
    return 0;
  }

  private void print(PlanFile file, PayoutPlanner planner, PayoutPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject result = PlanJson.of(plan);
      if (explain) {
        result.add("hops", hops(planner.trace(plan)));
      }
      out.println(
          new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create().toJson(result));
    } else {
      PlanReport report = new PlanReport(out, file, plan);
      report.print();
      if (explain) {
        report.explain(planner.trace(plan));
      }
    }
    out.flush();
  }

  private static JsonArray hops(PlanTrace trace) {
    JsonArray hops = new JsonArray();
    for (PlanTrace.Hop hop : trace.hops()) {
      JsonObject each = new JsonObject();
      each.addProperty("from", hop.from());
      each.addProperty("to", hop.to());
      each.addProperty("tag", hop.tag());
      each.addProperty("asset", hop.asset());
      each.addProperty("amount", hop.amount().toString());
      each.addProperty("netted", hop.netted());
      hops.add(each);
    }
    return hops;
  }

  private String read() {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (CharacterCodingException e) {
      throw new InvalidValueException("FILE", file, "must be UTF-8 text");
    } catch (IOException e) {
      throw new InvalidValueException("FILE", file, "cannot be read");
    }
  }
}
