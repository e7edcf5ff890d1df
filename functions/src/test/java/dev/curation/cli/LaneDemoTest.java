package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.curation.documents.LanePaths;
import dev.curation.documents.LaneQueries;
import dev.curation.local.demo.LaneBooks;
import dev.curation.local.demo.LaneChains;
import dev.curation.local.demo.LaneOutcome;
import dev.curation.money.Denom;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import picocli.CommandLine;

/** A lane between two real chains, against the recount in whole atto and exact fractions. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class LaneDemoTest {
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
    options.project = "lane-demo";
    options.userDocuments = "none";
    return options;
  }

  @Test
  void shouldPayOnTheOtherChainWhatTheRecountSaysAndFindASingleWeiThatIsNot() {
    try (LaneDemoRun run = LaneDemoRun.start(options(), 0, 0, SEED)) {
      run.play(new PrintWriter(err));
      LaneOutcome right = run.outcome();
      String text = new Gson().toJson(right);
      assertEquals(0, LaneDemoReport.of(SEED, right, 0).exitCode(), text);
      checkStory(right, text);
      addAWei(run);
      LaneOutcome wrong = run.outcome();
      LaneDemoReport report = LaneDemoReport.of(SEED, wrong, 0);
      assertEquals(1, report.exitCode());
      assertEquals(1, wrong.differences().size(), new Gson().toJson(wrong));
      assertEquals("is off by -1000000000000000000", equation(wrong, "A, atto").verdict());
      assertEquals("is off by -1", equation(wrong, "C: ").verdict());
      report.print(new PrintWriter(out, true));
      assertTrue(out.toString().contains("is off by -1000000000000000000"), out.toString());
      assertTrue(out.toString().contains("This is wrong."), out.toString());
    }
  }

  private static void checkStory(LaneOutcome outcome, String text) {
    assertEquals(3, outcome.batches().size(), text);
    for (LaneOutcome.Batch batch : outcome.batches()) {
      assertEquals(12, batch.curators(), text);
      BigInteger tokens = new BigInteger(batch.wei()).add(new BigInteger(batch.excessBefore()));
      assertEquals(
          tokens, new BigInteger(batch.paid()).add(new BigInteger(batch.excessAfter())), text);
    }
    assertEquals("0", outcome.batches().get(0).forfeited());
    String forfeited = outcome.batches().get(1).forfeited();
    assertTrue(forfeited.length() > 12, text);
    assertTrue(
        new BigInteger(outcome.batches().get(2).excessBefore()).compareTo(new BigInteger(forfeited))
            >= 0,
        text);
    List<String> transfers = List.copyOf(outcome.batches().get(2).transfers().values());
    assertEquals(2, transfers.size(), text);
    assertEquals("REFUNDED; there TOMBSTONE", transfers.get(0), text);
    assertTrue(transfers.get(1).startsWith("DELIVERED; there CREDITED as 31338:0x"), text);
    assertEquals(
        List.of("lane-tokens: MALFORMED, hash", "lane-weights: MALFORMED, hash"),
        outcome.rejected(),
        text);
    assertEquals(14, outcome.accepted(), text);
    TreeSet<String> ordered = new TreeSet<>();
    outcome.orders().forEach(order -> ordered.add(order.action() + " by " + order.who()));
    assertTrue(ordered.contains("refund by olga@example.org"), text);
    assertTrue(ordered.contains("curators by olga@example.org"), text);
    assertEquals(1, outcome.people().stream().filter(p -> p.note().equals("gone")).count());
    LaneOutcome.Person rich =
        outcome.people().stream().filter(p -> !p.withdrawn().equals("0")).findFirst().orElseThrow();
    assertEquals("0", rich.claimable(), text);
    assertEquals(rich.paid(), rich.withdrawn(), text);
    assertEquals("0", outcome.tokens().get("sender"), text);
    assertTrue(outcome.figures() > 50, text);
    assertFalse(outcome.books().equations().isEmpty());
  }

  private static LaneBooks.Equation equation(LaneOutcome outcome, String name) {
    return outcome.books().equations().stream()
        .filter(each -> each.name().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  /** Somebody has been given a wei too much, as the payout side's documents say. */
  private static void addAWei(LaneDemoRun run) {
    StoredDocument paid =
        run.payouts()
            .query(
                LaneQueries.page(
                    LanePaths.payout(LaneChains.LANE, Denom.NATIVE), LanePaths.PAID, null, 1))
            .getFirst();
    BigInteger more = new BigInteger(paid.fields().string("totalWei")).add(BigInteger.ONE);
    Fields changed = Fields.builder().put("totalWei", more.toString()).build();
    run.payouts().commit(List.of(new Write.Update(paid.path(), changed, paid.updateTime())));
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() {
    CommandLine commandLine = Curation.commandLine();
    commandLine.setErr(new PrintWriter(err));
    assertEquals(2, commandLine.execute("demo", "--lane", "--operators"));
    assertEquals(2, commandLine.execute("demo", "--lane", "--keep"));
    assertTrue(err.toString().contains("cannot go with --chain or --operators"), err.toString());
    assertTrue(err.toString().contains("--keep 'true': cannot go with --lane"), err.toString());
  }
}
