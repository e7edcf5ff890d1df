package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.Address;
import dev.curation.local.DistributorCalls;
import dev.curation.local.demo.ClaimOutcome;
import dev.curation.money.Wei;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import picocli.CommandLine;

/** Real rewards, claimed from a real contract, against the recount. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ClaimDemoTest {
  private static final String HOME = "curation.home";
  private static final long SEED = 7;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void nameTheProject() {
    System.setProperty(HOME, System.getProperty("project.root", ".."));
  }

  @AfterEach
  void forget() {
    System.clearProperty(HOME);
  }

  private static StackOptions options() {
    StackOptions options = new StackOptions();
    options.project = "claim-demo";
    options.userDocuments = "none";
    return options;
  }

  @Test
  void shouldPayTheTenBestWhatTheRecountSaysOnceAndNobodyByAForgedProof() throws Exception {
    try (ClaimDemoRun run = ClaimDemoRun.start(options(), 0, 0, SEED)) {
      run.play(new PrintWriter(err));
      ClaimOutcome right = run.outcome();
      String text = new Gson().toJson(right);
      ClaimDemoReport report = ClaimDemoReport.of(SEED, right, 0);
      assertEquals(0, report.exitCode(), text);
      assertEquals(445, right.sales(), text);
      checkFirst(right.weeks().get(0), text);
      checkSecond(right.weeks().get(0), right.weeks().get(1), text);
      report.print(new PrintWriter(out, true));
      assertTrue(out.toString().contains("to the wei"), out.toString());
      assertEquals(1, ClaimDemoReport.of(SEED, withOneWeiMore(right), 0).exitCode());
      checkPage(run.stack().functions(), right.weeks().getLast());
    }
  }

  private static void checkFirst(ClaimOutcome.Week week, String text) {
    assertEquals(
        List.of("UNDERFUNDED", "UNDERFUNDED", "PROPOSED", "PENDING", "ACTIVE"),
        week.standings(),
        text);
    assertEquals(week.totalWei(), week.missingWei(), text);
    assertEquals(11, week.paid().size(), text);
    assertEquals("delegator", week.paid().getLast().name(), text);
    assertEquals("0", week.secondWei(), text);
    assertEquals(
        List.of("another amount", "another account", "another token"), week.refused(), text);
  }

  private static void checkSecond(ClaimOutcome.Week first, ClaimOutcome.Week second, String text) {
    assertEquals(
        new BigInteger(second.totalWei()),
        new BigInteger(first.totalWei()).add(new BigInteger(second.missingWei())),
        text);
    assertEquals(12, second.paid().size(), text);
    assertEquals("operator", second.paid().get(10).name(), text);
    assertEquals("the week before", second.refused().getLast(), text);
    BigInteger before = new BigInteger(first.paid().getLast().receivedWei());
    BigInteger after = new BigInteger(second.paid().getLast().receivedWei());
    assertTrue(after.compareTo(before) > 0, text);
  }

  /** What the page of the best curator copies is what the contract takes. */
  private void checkPage(URI functions, ClaimOutcome.Week week) throws Exception {
    String best = week.paid().getFirst().address();
    Process driver =
        new ProcessBuilder(
                "node",
                "test/drive.mjs",
                functions.toString(),
                "user=" + best,
                "click=copy-claim",
                "copied",
                "click=copy-call",
                "copied")
            .directory(Home.contracts().resolveSibling("web").toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, driver.waitFor(), printed);
    JsonArray scenes = JsonParser.parseString(printed).getAsJsonObject().getAsJsonArray("scenes");
    JsonObject seen = scenes.get(0).getAsJsonObject().getAsJsonObject("seen");
    assertEquals(week.paid().getFirst().receivedWei(), wei(seen, "onchain-claimed"));
    assertEquals("0", wei(seen, "onchain-claimable"));
    JsonObject claim = JsonParser.parseString(copied(scenes, 2)).getAsJsonObject();
    assertEquals(best, claim.get("account").getAsString());
    assertEquals(week.paid().getFirst().receivedWei(), claim.get("cumulative").getAsString());
    List<String> proof =
        claim.getAsJsonArray("proof").asList().stream().map(JsonElement::getAsString).toList();
    DistributorCalls.Claim same =
        new DistributorCalls.Claim(
            Address.ZERO, Wei.of(claim.get("cumulative").getAsBigInteger()), proof);
    assertEquals(DistributorCalls.claim(new Address(best), same), copied(scenes, 4));
  }

  private static String wei(JsonObject seen, String testid) {
    return seen.getAsJsonArray(testid)
        .get(0)
        .getAsJsonObject()
        .getAsJsonArray("wei")
        .get(0)
        .getAsString();
  }

  private static String copied(JsonArray scenes, int index) {
    return scenes.get(index).getAsJsonObject().get("copied").getAsString();
  }

  /** The last balance as it would be with a wei too many. */
  private static ClaimOutcome withOneWeiMore(ClaimOutcome right) {
    List<ClaimOutcome.Check> checks = new ArrayList<>(right.checks());
    ClaimOutcome.Check received =
        checks.stream().filter(c -> c.figure().endsWith(" received")).findFirst().orElseThrow();
    BigInteger more = new BigInteger(received.seen()).add(BigInteger.ONE);
    checks.set(
        checks.indexOf(received),
        new ClaimOutcome.Check(received.figure(), more.toString(), received.expected()));
    return new ClaimOutcome(
        right.sales(), right.feesWei(), right.openedFrom(), right.weeks(), checks);
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() {
    CommandLine commandLine = Curation.commandLine();
    commandLine.setErr(new PrintWriter(err));
    assertEquals(2, commandLine.execute("demo", "--claims", "--programs"));
    assertTrue(
        err.toString().contains("cannot go with --chain, --operators, --lane or --programs"),
        err.toString());
  }
}
