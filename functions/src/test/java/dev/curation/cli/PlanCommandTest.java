package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./curation plan}: what it prints, and how it ends. */
class PlanCommandTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Path SAMPLE = ROOT.resolve("samples/echo-pool.yaml");

  @TempDir private Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Curation.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private Path altered(String from, String to) throws IOException {
    String text = Files.readString(SAMPLE);
    assertTrue(text.contains(from), from);
    return Files.writeString(folder.resolve("plan.yaml"), text.replace(from, to));
  }

  @Test
  void shouldMakeThreeTransactionsOfTheNineOfTheArticle() {
    assertEquals(0, run("plan", SAMPLE.toString(), "--explain"));
    String text = out.toString();
    assertTrue(text.contains("9 transactions become 3."), text);
    assertTrue(text.contains("16 of 16 hops were netted away; 1 swaps and 2 transfers"), text);
    assertTrue(text.contains("treasury        0.005442809541010381  ETH"), text);
  }

  @Test
  void shouldPrintThePlanOfTheVectorAsJson() throws IOException {
    assertEquals(0, run("plan", SAMPLE.toString(), "--json"));
    Path vector = Path.of("src/test/resources/vectors/payout-plan/01-article-echo-pool.json");
    assertEquals(
        JsonParser.parseString(Files.readString(vector))
            .getAsJsonObject()
            .getAsJsonObject("expected")
            .get("plan"),
        JsonParser.parseString(out.toString()));
  }

  @Test
  void shouldNameCodeFieldAndValueOfARefusedPlan() throws IOException {
    assertEquals(
        1, run("plan", altered("to: treasury, bps: 4000", "to: treasury, bps: 3999").toString()));
    assertTrue(
        err.toString().contains("SPLIT_NOT_10000: routes[1] '9999': keepBps and all bps must sum"),
        err.toString());
  }

  @Test
  void shouldNameTheFieldOfAMalformedFile() throws IOException {
    assertEquals(2, run("plan", altered("keepBps: 9000", "keepBsp: 9000").toString()));
    assertTrue(err.toString().contains("routes[2].keepBsp"), err.toString());
    assertEquals(2, run("plan", altered("baseBps: 5000, ", "").toString()));
    assertTrue(err.toString().contains("amp.baseBps"), err.toString());
    assertEquals(2, run("plan", folder.resolve("missing.yaml").toString()));
    assertEquals(2, run("plan"));
  }

  @Test
  void shouldSayThatGainsOfAPeriodNeedTheDatabase() throws IOException {
    String amounts = "amounts: { UNDEAD: \"2733000000000000000000\", ETH: \"9470000000000000\" }";
    Path file = altered(amounts, "fromPeriod: { asset: ETH, period: \"1730678400\" }");
    assertEquals(2, run("plan", file.toString()));
    assertTrue(err.toString().contains("gains[0].fromPeriod '1730678400'"), err.toString());
  }
}
