package dev.curation.cli;

import com.google.gson.GsonBuilder;
import dev.curation.chain.LaneId;
import dev.curation.firestore.FirestoreStore;
import dev.curation.functions.Wiring;
import dev.curation.lanes.LaneAudit;
import dev.curation.lanes.LaneReport;
import dev.curation.store.Store;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Audits a lane and prints what came in, where it is, and what differs. */
final class LaneAuditRun {
  private static final int MOST_DIFFERENCES = 100;
  private static final int ATTO_DIGITS = 18;

  private final LaneId lane;
  private final @Nullable String payoutProject;
  private final boolean json;
  private final CommandLine command;

  /**
   * @param payoutProject null: both sides lie in the same
   */
  LaneAuditRun(LaneId lane, @Nullable String payoutProject, boolean json, CommandLine command) {
    this.lane = lane;
    this.payoutProject = payoutProject;
    this.json = json;
    this.command = command;
  }

  /** Returns the exit code. */
  int run(Map<String, String> environment) {
    try (Store accrual = Wiring.fromEnvironment(environment).store()) {
      if (payoutProject == null) {
        return run(accrual, accrual);
      }
      String emulator = environment.get("FIRESTORE_EMULATOR_HOST");
      try (Store payout =
          emulator == null
              ? FirestoreStore.connect(payoutProject)
              : FirestoreStore.emulator(payoutProject, emulator)) {
        return run(accrual, payout);
      }
    }
  }

  int run(Store accrual, Store payout) {
    LaneReport report =
        new LaneAudit(accrual, payout, MOST_DIFFERENCES).run(lane, new AuditBars(command.getErr()));
    PrintWriter out = command.getOut();
    if (json) {
      out.println(new GsonBuilder().disableHtmlEscaping().create().toJson(report));
    } else {
      print(out, report);
    }
    out.flush();
    return report.isClean() ? 0 : 1;
  }

  private static void print(PrintWriter out, LaneReport report) {
    if (report.notAudited() != null) {
      out.printf("lane %s: not audited: %s%n", report.lane(), report.notAudited());
      return;
    }
    report.denoms().forEach(denom -> print(out, report.lane(), denom));
    out.printf(
        "lane %s: %,d documents compared, %,d differences%n",
        report.lane(), report.documents(), report.differences());
    AuditCommand.print(out, report.first(), report.differences());
    out.println(report.isClean() ? "Nothing differs." : "It is not all as it should be.");
  }

  private static void print(PrintWriter out, String lane, LaneReport.OfDenom denom) {
    out.printf(
        "lane %s, %s: %,d blocks %s, %,d batches, %,d settlements computed again%n",
        lane,
        denom.denom(),
        denom.blocks(),
        denom.isReplayed() ? "computed again" : "(not computed again: only sums were compared)",
        denom.batches(),
        denom.settlements());
    print(out, denom.terms().left(), "came in", denom.terms().leftAtto());
    print(out, denom.terms().right(), "where it is", denom.terms().rightAtto());
    out.printf("  %-12s %44s wei%n", "difference", wei(denom.terms().difference()));
    denom
        .external()
        .forEach(
            each ->
                out.printf(
                    "  external: %s wei, %s, %s%n",
                    each.amountWei(), each.state(), each.document()));
    if (denom.externals() > denom.external().size()) {
      out.printf("  ... and %,d more%n", denom.externals() - denom.external().size());
    }
  }

  private static void print(
      PrintWriter out, List<LaneReport.Term> terms, String name, String sumAtto) {
    terms.forEach(term -> out.printf("  %-12s %44s wei%n", term.name(), wei(term.atto())));
    out.printf("  = %-10s %44s wei%n", name, wei(sumAtto));
  }

  private static String wei(String atto) {
    BigDecimal wei = new BigDecimal(new BigInteger(atto), ATTO_DIGITS);
    return wei.signum() == 0 ? "0" : wei.stripTrailingZeros().toPlainString();
  }
}
