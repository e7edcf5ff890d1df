package dev.curation.cli;

import dev.curation.local.demo.ClaimOutcome;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What the demo of claims has to show. */
record ClaimDemoReport(long seed, ClaimOutcome outcome, double seconds) {
  private static final int DECIMALS = 18;
  private static final long WEEK_MILLIS = Duration.ofDays(7).toMillis();

  static ClaimDemoReport of(long seed, ClaimOutcome outcome, double seconds) {
    return new ClaimDemoReport(seed, outcome, Math.round(seconds * 10) / 10.0);
  }

  /** 1 if a figure is not what it should be. */
  int exitCode() {
    return outcome.isRight() ? 0 : 1;
  }

  void print(PrintWriter out) {
    out.printf(
        "%nCryptoPunks, three weeks from %s on: %,d sales, %s ETH of fees; seed %d%n",
        outcome.weeks().isEmpty() ? "-" : day(outcome.openedFrom() - WEEK_MILLIS),
        outcome.sales(),
        eth(outcome.feesWei()),
        seed);
    out.printf(
        "Rewards are claimed from %s on. Real: the sales, and the curators with their addresses,%n"
            + "who vote from the first punk on that they buy in these weeks. Nobody has their keys%n"
            + "here: anybody may send a claim, it pays the account itself.%n"
            + "Simulated: the time, the chain, the operator and the delegator.%n",
        day(outcome.openedFrom()));
    outcome.weeks().forEach(week -> print(week, out));
    out.println();
    outcome
        .differences()
        .forEach(
            check ->
                out.printf(
                    "%s: %s; should be: %s%n", check.figure(), check.seen(), check.expected()));
    out.println(
        exitCode() == 0
            ? "All " + outcome.checks().size() + " figures are what they should be, to the wei."
            : "This is wrong.");
    out.printf("%.1f seconds, the start of chain and emulator included%n", seconds);
  }

  private static void print(ClaimOutcome.Week week, PrintWriter out) {
    out.printf("%nWeek of %s: %d accounts in the tree%n", day(week.start()), week.accounts());
    line("in all", eth(week.totalWei()) + " ETH", out);
    line("the contract lacked", week.missingWei() + " wei", out);
    line("tree file (SHA-256)", week.tree(), out);
    line("root", week.root(), out);
    line("PublishRoot", String.join(", ", week.standings()), out);
    out.printf("  %-42s%30s  %s%n", "Claimed by", "ETH received in all", "recount");
    for (ClaimOutcome.Paid each : week.paid()) {
      out.printf(
          "  %s%30s  %s%s%n",
          each.address(),
          eth(each.receivedWei()),
          each.receivedWei().equals(each.recountedWei()) ? "equal" : eth(each.recountedWei()),
          each.name().equals("curator") ? "" : ", " + each.name());
    }
    line("second claims paid", week.secondWei() + " wei", out);
    line("refused: a proof of", String.join(", ", week.refused()), out);
  }

  private static void line(String name, String value, PrintWriter out) {
    out.printf("  %-22s%s%n", name, value);
  }

  private static LocalDate day(long millis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  private static String eth(String wei) {
    return new BigDecimal(new BigInteger(wei), DECIMALS).toPlainString();
  }
}
