package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.local.demo.LaneBooks.Equation;
import dev.curation.local.demo.ProgramOutcome;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import picocli.CommandLine;

/** Reward programs over a real month on a real chain, against the recount. */
@Timeout(value = 6, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ProgramDemoTest {
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
    options.project = "program-demo";
    options.userDocuments = "none";
    return options;
  }

  @Test
  void shouldPayWhatTheRecountSaysAndFindASingleUnitThatIsNot() {
    try (ProgramDemoRun run = ProgramDemoRun.start(options(), 0, 0, SEED)) {
      run.play(new PrintWriter(err));
      ProgramOutcome right = run.outcome();
      String text = new Gson().toJson(right);
      assertEquals(0, ProgramDemoReport.of(SEED, right, 0).exitCode(), text);
      checkStory(right, text);
      addAUnit(run);
      ProgramOutcome wrong = run.outcome();
      ProgramDemoReport report = ProgramDemoReport.of(SEED, wrong, 0);
      assertEquals(1, report.exitCode());
      assertEquals(1, wrong.differences().size(), new Gson().toJson(wrong));
      report.print(new PrintWriter(out, true));
      assertTrue(out.toString().contains("program 1 period 1 of 0x"), out.toString());
      assertTrue(out.toString().contains("This is wrong."), out.toString());
    }
  }

  private static void checkStory(ProgramOutcome outcome, String text) {
    assertEquals(478, outcome.events().get("real SALE"), text);
    ProgramOutcome.Program votes = outcome.programs().get(0);
    ProgramOutcome.Program sales = outcome.programs().get(1);
    ProgramOutcome.Program stakes = outcome.programs().get(2);
    assertTrue(votes.rollovers() > 0, text);
    assertTrue(votes.capped() > 0, text);
    assertEquals(31, sales.periods(), text);
    assertTrue(new BigInteger(sales.lapsedReal()).signum() > 0, text);
    assertEquals(4, stakes.endedEarlyIn(), text);
    for (ProgramOutcome.Program each : outcome.programs().subList(0, 3)) {
      assertEquals("EXPIRED", each.state(), text);
      assertTrue(new BigInteger(each.claimed()).signum() > 0, text);
      assertTrue(new BigInteger(each.lapsed()).signum() > 0, text);
      assertEquals(
          new BigInteger(each.refunded()),
          new BigInteger(each.lapsed())
              .add(new BigInteger(each.lapsedReal()))
              .add(new BigInteger(each.unallocated())),
          text);
    }
    ProgramOutcome.Program pending = outcome.programs().get(3);
    assertEquals("deleted", pending.state(), text);
    assertEquals(pending.total(), pending.refunded(), text);
    assertEquals(2, outcome.refused(), text);
    assertEquals(List.of(), outcome.differences(), text);
    assertTrue(outcome.money().stream().allMatch(Equation::isHolding), text);
    checkPeople(outcome, text);
  }

  private static void checkPeople(ProgramOutcome outcome, String text) {
    for (ProgramOutcome.Person person : outcome.people()) {
      switch (person.note()) {
        case "excluded" -> assertEquals(List.of(0L, 0L, 0L, 0L), person.shares(), text);
        case "too late" -> assertTrue(person.lapsed().length() > 18, text);
        default -> assertEquals("0", person.lapsed(), text);
      }
      boolean isPaid = person.note().isEmpty() || person.note().equals("owns a collection");
      assertEquals(isPaid, !person.tokens().equals("0"), text);
    }
  }

  /** Somebody's reward is one more than it was. */
  private static void addAUnit(ProgramDemoRun run) {
    StoredDocument account =
        run.store().query(ProgramQueries.accounts(1, 1)).stream()
            .filter(each -> each.fields().integer("shares") > 0)
            .findFirst()
            .orElseThrow();
    assertTrue(account.path().path().startsWith(ProgramPaths.programPeriod(1, 1).path()));
    BigInteger more = new BigInteger(account.fields().string("rewardWei")).add(BigInteger.ONE);
    Fields changed = Fields.builder().put("rewardWei", more.toString()).build();
    run.store().commit(List.of(new Write.Update(account.path(), changed, account.updateTime())));
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() {
    CommandLine commandLine = Curation.commandLine();
    commandLine.setErr(new PrintWriter(err));
    assertEquals(2, commandLine.execute("demo", "--programs", "--lane"));
    assertEquals(2, commandLine.execute("demo", "--programs", "--keep"));
    assertTrue(
        err.toString().contains("cannot go with --chain, --operators or --lane"), err.toString());
    assertTrue(err.toString().contains("--keep 'true': cannot go with --programs"), err.toString());
  }
}
