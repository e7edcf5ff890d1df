package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Queries;
import dev.curation.local.demo.ChainDemo;
import dev.curation.store.Fields;
import dev.curation.store.Store;
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

/**
 * Two days on a real chain, heard in every way at once, against the recount from its final logs.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ChainDemoTest {
  private static final String HOME = "curation.home";

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

  private int run(String... arguments) {
    CommandLine commandLine = Curation.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return commandLine.execute(arguments);
  }

  @Test
  void shouldGiveTheRewardsThatFollowFromTheFinalChainToTheWei() {
    assertEquals(0, run("demo", "--chain", "--seed", "7", "--json"), out + "\n" + err);
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertEquals(0, report.getAsJsonArray("differences").size());
    assertEquals(20, report.getAsJsonArray("curators").size());
    assertTrue(report.get("sales").getAsInt() > 100, report.toString());
    assertTrue(report.get("unVotes").getAsInt() > 10, report.toString());
    assertTrue(report.get("figures").getAsInt() > 3_000, report.toString());
    BigInteger paid = report.get("distributedWei").getAsBigInteger();
    assertEquals(
        report.get("feesWei").getAsBigInteger(),
        paid.add(report.get("carryWei").getAsBigInteger()));
    JsonObject counts = report.getAsJsonObject("counts");
    assertEquals(0, counts.get("rejected").getAsInt());
    assertEquals(2, counts.get("unStakesTakenAway").getAsInt());
    for (String some :
        List.of("duplicates", "late", "lost", "polls", "reorganisedBlocks", "orphaned", "votes")) {
      assertTrue(counts.get(some).getAsInt() > 0, some + " in " + counts);
    }
  }

  @Test
  void shouldFindASingleWeiThatIsNotTheRecounts() {
    try (ChainDemoRun run = ChainDemoRun.start(options(), 0, 0, 3)) {
      ChainDemo.Counts counts = run.play(30, new PrintWriter(err));
      assertEquals(List.of(), run.compare(counts, 0).differences());
      CollectionId collection = run.collections().getFirst();
      StoredDocument block = newestBlock(run.store(), collection);
      BigInteger carry = new BigInteger(block.fields().string("arbitrageProtocolFeesAccruedWei"));
      Fields wrong =
          Fields.builder()
              .put("arbitrageProtocolFeesAccruedWei", carry.add(BigInteger.ONE).toString())
              .build();
      run.store().commit(List.of(new Write.Update(block.path(), wrong, block.updateTime())));
      ChainDemoReport report = run.compare(counts, 0);
      assertEquals(1, report.differences().size(), new Gson().toJson(report));
      assertEquals(1, report.exitCode());
      assertEquals(carry.toString(), report.differences().getFirst().recounted());
      report.print(new PrintWriter(out, true));
      assertTrue(out.toString().contains(" figures differ:"), out.toString());
      assertTrue(out.toString().contains(collection + " "), out.toString());
    }
  }

  private static StackOptions options() {
    StackOptions options = new StackOptions();
    options.project = "chain-demo";
    options.userDocuments = "all";
    return options;
  }

  private static StoredDocument newestBlock(Store store, CollectionId collection) {
    return store.query(Queries.blocksSince(collection, 0)).getLast();
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() {
    assertEquals(2, run("demo", "--chain", "--keep"));
    assertEquals(2, run("demo", "--seed", "4"));
    assertEquals(2, run("demo", "--chain", "--user-documents", "none"));
    assertEquals(2, run("up", "--chain-port", "8545"));
    assertTrue(err.toString().contains("--keep 'true': cannot go with --chain"), err.toString());
    assertTrue(
        err.toString()
            .contains("--seed '4': needs --chain, --operators, --lane, --programs or --claims"),
        err.toString());
    assertTrue(err.toString().contains("--chain-port '8545': needs --chain"), err.toString());
  }
}
