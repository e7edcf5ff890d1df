package dev.curation.cli;

import dev.curation.money.Rational;
import dev.curation.payout.PayoutPlan;
import dev.curation.payout.PlanTrace;
import dev.curation.planfiles.PlanFile;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/** A plan for people: amounts in whole tokens where the file says their decimals. */
final class PlanReport {
  private final PrintWriter out;
  private final PlanFile file;
  private final PayoutPlan plan;

  PlanReport(PrintWriter out, PlanFile file, PayoutPlan plan) {
    this.out = out;
    this.file = file;
    this.plan = plan;
  }

  void print() {
    amounts("Entitlement", plan.entitlements());
    if (!plan.stakerCredits().isEmpty()) {
      amounts("Credited to staker", plan.stakerCredits());
    }
    List<List<String>> swaps = new ArrayList<>();
    plan.swaps()
        .forEach(
            s ->
                swaps.add(
                    List.of(
                        s.at(),
                        shown(s.sell(), s.sellAmount()),
                        s.sell(),
                        shown(s.buy(), s.buyAmount()),
                        s.buy())));
    table(List.of("Swap at", ">sells", "", ">buys", ""), swaps);
    List<List<String>> transfers = new ArrayList<>();
    plan.transfers()
        .forEach(
            t -> transfers.add(List.of(t.from(), t.to(), shown(t.asset(), t.amount()), t.asset())));
    table(List.of("Transfer from", "to", ">amount", ""), transfers);
    List<List<String>> deferred = new ArrayList<>();
    plan.deferred()
        .forEach(
            d ->
                deferred.add(
                    List.of(
                        d.from(),
                        d.to(),
                        shown(d.asset(), d.amount()),
                        d.asset(),
                        d.reason().name())));
    table(List.of("Deferred by", "owed to", ">amount", "", "why"), deferred);
    savings();
  }

  private void savings() {
    PayoutPlan.Count count = plan.count();
    PayoutPlan.Gas gas = plan.gas();
    table(
        List.of("Transactions", ">transfers", ">swaps", ">all", ">gas", ">wei"),
        List.of(
            row(
                "hop by hop",
                count.beforeTransfers(),
                count.beforeSwaps(),
                gas.before(),
                gas.costBeforeWei()),
            row(
                "planned",
                count.afterTransfers(),
                count.afterSwaps(),
                gas.after(),
                gas.costAfterWei())));
    out.printf(
        "%d transactions become %d. Hold a transfer back where its gas costs more than you would pay for its"
            + " value:%nminTransfer and minConvert say from which amount on, and what is held back is"
            + " carried into the next plan.%n",
        count.before(), count.after());
  }

  private static List<String> row(
      String name, long transfers, long swaps, BigInteger gas, BigInteger wei) {
    return List.of(
        name, "" + transfers, "" + swaps, "" + (transfers + swaps), gas.toString(), wei.toString());
  }

  /** Every hop of naive execution; those without a mark were netted away. */
  void explain(PlanTrace trace) {
    List<List<String>> hops = new ArrayList<>();
    for (PlanTrace.Hop hop : trace.hops()) {
      hops.add(
          List.of(
              hop.from(),
              hop.to(),
              hop.tag(),
              shown(hop.asset(), hop.amount()),
              hop.asset(),
              hop.netted() ? "netted away" : "in the transfer"));
    }
    out.println();
    table(List.of("Hop from", "to", "money of", ">amount", "", ""), hops);
    long netted = trace.hops().stream().filter(PlanTrace.Hop::netted).count();
    out.printf(
        "%d of %d hops were netted away; %d swaps and %d transfers replace them all.%n",
        netted, trace.hops().size(), plan.swaps().size(), plan.transfers().size());
  }

  private void amounts(String title, SortedMap<String, SortedMap<String, BigInteger>> all) {
    List<List<String>> rows = new ArrayList<>();
    all.forEach(
        (name, amounts) ->
            amounts.forEach(
                (asset, amount) -> rows.add(List.of(name, shown(asset, amount), asset))));
    table(List.of(title, ">amount", ""), rows);
  }

  private String shown(String asset, BigInteger amount) {
    PlanFile.Asset known = file.assets().get(asset);
    return known == null
        ? amount.toString()
        : new BigDecimal(amount, known.decimals()).toPlainString();
  }

  /** Exact amounts are cut after a smallest unit; a mark says so. */
  private String shown(String asset, Rational amount) {
    boolean isWhole = Rational.of(amount.floor()).equals(amount);
    return shown(asset, amount.floor()) + (isWhole ? " " : "+");
  }

  /** A table without rows is left out. Heads that begin with > are of numbers. */
  private void table(List<String> heads, List<List<String>> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int[] widths = new int[heads.size()];
    Arrays.setAll(
        widths,
        i ->
            Math.max(
                head(heads.get(i)).length(),
                rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0)));
    line(heads, heads.stream().map(PlanReport::head).toList(), widths);
    rows.forEach(row -> line(heads, row, widths));
    out.println();
  }

  private static String head(String head) {
    return head.startsWith(">") ? head.substring(1) : head;
  }

  private void line(List<String> heads, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String padding = " ".repeat(widths[i] - cells.get(i).length());
      line.append(heads.get(i).startsWith(">") ? padding + cells.get(i) : cells.get(i) + padding);
      line.append("  ");
    }
    out.println(line.toString().stripTrailing());
  }
}
