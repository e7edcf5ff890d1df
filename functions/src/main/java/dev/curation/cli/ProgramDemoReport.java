package dev.curation.cli;

import dev.curation.local.demo.LaneBooks.Equation;
import dev.curation.local.demo.LaneOutcome.Difference;
import dev.curation.local.demo.ProgramOutcome;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.Collectors;

/** What the demo of reward programs has to show. */
record ProgramDemoReport(long seed, ProgramOutcome outcome, double seconds) {
  private static final int DECIMALS = 18;

  static ProgramDemoReport of(long seed, ProgramOutcome outcome, double seconds) {
    return new ProgramDemoReport(seed, outcome, Math.round(seconds * 10) / 10.0);
  }

  /** 1 if a figure is not the recount's, or a token is missing. */
  int exitCode() {
    return outcome.isRight() ? 0 : 1;
  }

  void print(PrintWriter out) {
    out.printf("%nJanuary 2021 and the days until everything has expired; seed %d%n", seed);
    out.println(
        outcome.events().entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", ")));
    out.println("Real: the sales of CryptoPunks, and a vote of each holder for each punk.");
    out.println(
        "Simulated: the time, the token, and all votes, stakes and sales of the people with"
            + " wallets below.");
    out.printf(
        "%d real addresses earned shares; nobody has their keys here, so what they earned lapses%n"
            + "and is refunded. %d requests and orders, %d of them claims, %d refused as too late.%n",
        outcome.realPeople(), outcome.requests(), outcome.claims(), outcome.refused());
    outcome.programs().forEach(each -> print(each, out));
    people(out);
    out.println();
    for (Equation each : outcome.money()) {
      out.printf("%-48s%34s  %s%n", each.name(), tokens(each.left()), each.verdict());
    }
    for (Difference each : outcome.differences()) {
      out.printf("%s: %s; recounted: %s%n", each.figure(), each.stored(), each.recounted());
    }
    out.println(
        exitCode() == 0
            ? "All " + outcome.figures() + " figures of the recount are equal."
            : "This is wrong.");
    out.printf("%.1f seconds, the start of chain and emulator included%n", seconds);
  }

  private static void print(ProgramOutcome.Program program, PrintWriter out) {
    out.printf("%nProgram %d, %s: %s%n", program.id(), program.title(), program.state());
    if (program.periods() == 0) {
      out.println("  ended before its start");
    } else {
      out.printf(
          "  %d periods of %d planned, %d of them rollovers%s; %d account states, %d capped%n",
          program.periods(),
          program.planned(),
          program.rollovers(),
          program.endedEarlyIn() == 0 ? "" : ", ended early in period " + program.endedEarlyIn(),
          program.states(),
          program.capped());
    }
    line("locked", program.total(), out);
    line("claimed", program.claimed(), out);
    line("refunded", program.refunded(), out);
    if (program.periods() > 0) {
      line("  earned without keys", program.lapsedReal(), out);
      line("  earned, not claimed in time", program.lapsed(), out);
      line("  given to nobody", program.unallocated(), out);
    }
  }

  private static void line(String name, String amount, PrintWriter out) {
    out.printf("  %-30s%32s%n", name, tokens(amount));
  }

  private void people(PrintWriter out) {
    out.printf(
        "%n%-14s%8s%8s%8s%32s%30s%n",
        "Curator", "votes", "sales", "stakes", "tokens in the end", "lapsed");
    for (ProgramOutcome.Person person : outcome.people()) {
      out.printf(
          "%-14s%8d%8d%8d%32s%30s  %s%n",
          person.address().substring(0, 10) + "..",
          person.shares().get(0),
          person.shares().get(1),
          person.shares().get(2),
          tokens(person.tokens()),
          tokens(person.lapsed()),
          person.note());
    }
    out.println("Shares of each program, all periods together; amounts in tokens of 18 digits.");
  }

  private static String tokens(String smallest) {
    return new BigDecimal(new BigInteger(smallest), DECIMALS).toPlainString();
  }
}
