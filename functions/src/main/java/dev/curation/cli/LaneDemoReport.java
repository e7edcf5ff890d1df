package dev.curation.cli;

import dev.curation.local.demo.LaneBooks.Equation;
import dev.curation.local.demo.LaneChains;
import dev.curation.local.demo.LaneDemo;
import dev.curation.local.demo.LaneOutcome;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the demo of a lane has to show. */
record LaneDemoReport(long seed, LaneOutcome outcome, double seconds) {
  private static final Map<String, String> SIGNS = Map.of("fees in", " ", "pool", "=");

  static LaneDemoReport of(long seed, LaneOutcome outcome, double seconds) {
    return new LaneDemoReport(seed, outcome, Math.round(seconds * 10) / 10.0);
  }

  /** 1 if an equation does not hold, or a figure is not the recount's. */
  int exitCode() {
    return outcome.isRight() ? 0 : 1;
  }

  void print(PrintWriter out) {
    out.printf(
        "%n%d hours: %d transactions with sales, %d signed votes of %d curators; seed %d%n",
        LaneDemo.HOURS, outcome.sales(), outcome.votes(), outcome.people().size(), seed);
    out.println("Lane " + LaneChains.LANE + ": a batch every " + LaneDemo.EVERY + " hours.");
    out.println(
        "Simulated: the time; the sender's tokens, made when needed; who holds back, doubles,"
            + " shuffles and alters messages.");
    batches(out);
    out.println();
    sides(out);
    out.println();
    equationA(out);
    equations(out);
    people(out);
    verdict(out);
  }

  private void equationA(PrintWriter out) {
    out.println("Equation A, atto");
    outcome
        .books()
        .terms()
        .forEach(
            (name, atto) ->
                out.printf("%s %-12s%50s%n", SIGNS.getOrDefault(name, "+"), name, atto));
  }

  private void batches(PrintWriter out) {
    for (LaneOutcome.Batch batch : outcome.batches()) {
      out.printf(
          "%nBatch %s, at %s: %s wei to %d curators, %s atto back to the pool%n",
          batch.seq(),
          Instant.ofEpochSecond(batch.hour() * 3_600),
          batch.wei(),
          batch.curators(),
          batch.remainderAtto());
      batch
          .transfers()
          .forEach(
              (id, state) ->
                  out.printf(
                      "  transfer ..%s: %s%n", id.replaceFirst(".*\\|native", "|native"), state));
      out.printf(
          "  settled: %s wei + %s excess = %s paid + %s forfeited + %s rounding%n",
          batch.wei(), batch.excessBefore(), batch.paid(), batch.forfeited(), batch.rounding());
    }
    out.printf(
        "%n%d messages were posted for batch 2, and %d of both channels taken in all; refused: %s%n",
        outcome.posted(), outcome.accepted(), String.join("; ", outcome.rejected()));
    for (LaneOutcome.Order order : outcome.orders()) {
      out.printf("%s ordered %s: %s%n", order.who(), order.action(), order.why());
    }
  }

  private void sides(PrintWriter out) {
    out.printf("%-58s%s%n", "Side where fees are earned", "Side that pays");
    List<Map.Entry<String, String>> left = new ArrayList<>(outcome.books().accrual().entrySet());
    List<Map.Entry<String, String>> right = new ArrayList<>(outcome.books().payout().entrySet());
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String l = i < left.size() ? pair(left.get(i), 16, 39) : "";
      String r = i < right.size() ? pair(right.get(i), 27, 20) : "";
      out.printf("%-58s%s%n", l, r);
    }
  }

  private static String pair(Map.Entry<String, String> entry, int name, int value) {
    return String.format("%-" + name + "s%" + value + "s", entry.getKey(), entry.getValue());
  }

  private void equations(PrintWriter out) {
    List<Equation> all = new ArrayList<>(outcome.books().equations());
    all.addAll(outcome.money());
    for (Equation each : all) {
      out.printf("%-70s %s%n", each.name(), each.verdict());
    }
  }

  private void people(PrintWriter out) {
    out.printf(
        "%n%-14s%25s%24s%21s%24s%9s%n",
        "Curator", "earned, wei", "of excess, wei", "claimable there", "held, wei", "more");
    for (LaneOutcome.Person person : outcome.people()) {
      out.printf(
          "%-14s%25s%24s%21s%24s%9s  %s%s%n",
          person.address().substring(0, 10) + "..",
          person.earned(),
          person.again(),
          person.claimable(),
          person.held(),
          person.note().equals("gone") ? "" : person.difference(),
          person.note(),
          person.isRight() ? "" : "  wrong");
    }
    outcome.tokens().forEach((who, tokens) -> out.printf("Tokens of the %s: %s%n", who, tokens));
    out.printf(
        "\"more\" is what was paid and is held, less the exact shares: from -%d to %d wei.%n",
        2 * LaneDemo.BATCHES + 1, LaneDemo.BATCHES + 1);
  }

  private void verdict(PrintWriter out) {
    out.println();
    for (LaneOutcome.Difference each : outcome.differences()) {
      out.printf("%s: %s, recounted %s%n", each.figure(), each.stored(), each.recounted());
    }
    out.println(
        exitCode() == 0
            ? "All " + outcome.figures() + " figures of the recount are equal, to the atto."
            : "This is wrong.");
    out.printf("%.1f seconds, the start of chains and emulators included%n", seconds);
  }
}
