package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import dev.curation.fuzz.FuzzTarget;
import dev.curation.fuzz.Samples;
import dev.curation.payout.PayoutPlan;
import dev.curation.payout.PayoutPlanner;
import dev.curation.payout.PlanRefusedException;
import dev.curation.planfiles.PlanFile;
import dev.curation.planfiles.PlanJson;
import dev.curation.planfiles.PlanText;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Plan files as {@code curation plan} reads, computes and prints them. */
public final class PlanFileTarget implements FuzzTarget {
  @Override
  public List<byte[]> samples() {
    return Samples.files(
        "samples/echo-pool.yaml",
        "functions/src/test/resources/fuzz/plan-small.json",
        "functions/src/test/resources/fuzz/plan-small.yaml");
  }

  @Override
  public void read(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      PlanFile file = PlanFile.of(PlanText.parse(text));
      PayoutPlanner planner = PayoutPlanner.of(file.request());
      PayoutPlan plan = planner.plan();
      assertEquals(
          PlanJson.of(plan),
          PlanJson.of(PayoutPlanner.of(PlanFile.of(PlanText.parse(text)).request()).plan()));
      PlanReport report = new PlanReport(new PrintWriter(Writer.nullWriter()), file, plan);
      report.print();
      report.explain(planner.trace(plan));
    } catch (InvalidValueException e) {
      assertTrue(!e.field().isEmpty(), () -> "no field: " + e.getMessage());
    } catch (PlanRefusedException e) {
      assertTrue(!e.field().isEmpty(), () -> "no field: " + e.getMessage());
    }
  }
}
