package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.documents.LanePaths;
import dev.curation.lanes.LaneWorld;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code ./curation audit --lane} prints, and its exit code. */
class LaneAuditRunTest {
  private final LaneWorld world = new LaneWorld();
  private final StringWriter out = new StringWriter();

  private int run(boolean json) {
    CommandLine command =
        new CommandLine(new AuditCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(new StringWriter()));
    return new LaneAuditRun(LaneWorld.LANE, null, json, command)
        .run(world.accrual.process(), world.payoutProcess());
  }

  private void pay() {
    world.open(1);
    world.accrual.vote(1, 3);
    world.accrual.sale(80);
    world.accrual.seal(Duration.ofHours(3));
    world.transmit();
    world.deliverAll();
  }

  @Test
  void shouldPrintWhatCameInAndWhereItIs() {
    pay();
    assertEquals(0, run(false), out.toString());
    String text = out.toString();
    assertTrue(text.matches("(?s).*fees in +80 wei.*paid +80 wei.*difference +0 wei.*"), text);
    assertTrue(text.strip().endsWith("Nothing differs."), text);
  }

  @Test
  void shouldNameWhatIsOffAndFail() {
    pay();
    var sums = LanePaths.payout(LaneWorld.LANE, LaneWorld.DENOM);
    world
        .payoutProcess()
        .commit(List.of(new Write.Merge(sums, Fields.builder().put("paidWei", "81").build())));
    assertEquals(1, run(false));
    assertTrue(out.toString().contains(sums + ", paidWei: stored 81, expected 80"), out.toString());
    assertEquals(1, run(true));
    assertTrue(out.toString().contains("\"difference\":\"-1000000000000000000\""));
  }

  @Test
  void shouldRefuseOptionsThatDoNotGoTogether() {
    CommandLine command = Curation.commandLine();
    command.setErr(new PrintWriter(out));
    assertEquals(2, command.execute("audit", "--payout-project", "other"));
    assertEquals(2, command.execute("audit", "--lane", "punks"));
    assertEquals(2, command.execute("audit", "--lane", LaneWorld.LANE.toString(), "--from-chain"));
  }
}
