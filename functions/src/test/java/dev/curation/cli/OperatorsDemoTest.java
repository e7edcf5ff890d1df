package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.curation.documents.PoolQueries;
import dev.curation.local.demo.PoolDemo;
import dev.curation.local.demo.PoolOutcome;
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

/** Some days with operators and delegators, against the eager count in exact fractions. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class OperatorsDemoTest {
  private static final String HOME = "curation.home";
  private static final int DAYS = 6;

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
    options.project = "operators-demo";
    options.userDocuments = "none";
    return options;
  }

  @Test
  void shouldPayEverybodyTheExactShareAndFindASingleWeiThatIsNot() {
    try (OperatorsDemoRun run = OperatorsDemoRun.start(options(), 0, 0, 7, DAYS)) {
      run.play(new PrintWriter(err));
      OperatorsDemoReport right = report(run.outcome());
      String text = new Gson().toJson(right);
      assertEquals(0, right.exitCode(), text);
      assertTrue(right.isBalanced(), text);
      assertEquals(18, right.people().size(), text);
      assertTrue(right.people().stream().allMatch(p -> p.paidWei().length() > 15), text);
      addAWei(run);
      OperatorsDemoReport wrong = report(run.outcome());
      assertEquals(1, wrong.exitCode());
      assertEquals(1, wrong.people().stream().filter(person -> !person.isRight()).count());
      wrong.print(new PrintWriter(out, true));
      assertTrue(out.toString().contains("wei of fees IS NOT"), out.toString());
      assertTrue(out.toString().contains("  wrong"), out.toString());
    }
  }

  private static OperatorsDemoReport report(PoolOutcome outcome) {
    return OperatorsDemoReport.of(7, DAYS, outcome, 0);
  }

  private static void addAWei(OperatorsDemoRun run) {
    StoredDocument payment = run.store().query(PoolQueries.payments(PoolDemo.CHAIN)).getLast();
    Fields transfer = payment.fields().map("transfers").map("native");
    BigInteger more = new BigInteger(transfer.string("amountWei")).add(BigInteger.ONE);
    Fields changed = transfer.with(Fields.builder().put("amountWei", more.toString()).build());
    Fields transfers = Fields.builder().put("native", changed).build();
    run.store()
        .commit(
            List.of(
                new Write.Update(
                    payment.path(),
                    Fields.builder().put("transfers", transfers).build(),
                    payment.updateTime())));
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() {
    CommandLine commandLine = Curation.commandLine();
    commandLine.setErr(new PrintWriter(err));
    assertEquals(2, commandLine.execute("demo", "--chain", "--operators"));
    assertTrue(err.toString().contains("cannot go with --chain"), err.toString());
  }
}
