package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.functions.ChainSetup;
import dev.curation.ledger.Ledger;
import dev.curation.local.ChainDeployment;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.LocalChain;
import dev.curation.store.Store;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** {@code ./curation backfill} as a process of its own, from a real chain into the emulator. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class BackfillCommandTest {
  private static final int BLOCKS = 60;
  private static final int PER_BLOCK = 100;
  private static final int SALES = BLOCKS * PER_BLOCK;
  private static final int FINALITY = 5;
  private static final CollectionId APES =
      new CollectionId(ChainDeployment.CHAIN, ChainDeployment.APES);
  private static LocalChain local;
  private static ChainSetup setup;
  private static long last;

  private final String project = "backfill-" + UUID.randomUUID();
  private final Store store = FirestoreStore.emulator(project, TestEmulator.hostPort());

  /** What a process wrote, and its exit code. */
  private record Ended(int code, String out, String err) {}

  @BeforeAll
  static void trade() {
    local = LocalChain.start();
    ChainDeployment contracts = ChainDeployment.on(local.chain());
    setup = contracts.setup(local.anvil().endpoint(), 1, FINALITY);
    for (int block = 0; block < BLOCKS; block++) {
      String call =
          ExchangeCalls.sellMany(
              ChainDeployment.APES,
              local.chain().account(1),
              ChainDeployment.FEE_RECIPIENT,
              (long) block * PER_BLOCK,
              PER_BLOCK,
              BigInteger.valueOf(1000),
              BigInteger.valueOf(25));
      last = local.chain().call(0, contracts.seaport(), call).blockNumber();
    }
    local.chain().mine(FINALITY);
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Process start(ChainSetup chain, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Curation.class.getName()));
    command.add("backfill");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GOOGLE_CLOUD_PROJECT", project);
    builder.environment().put("FIRESTORE_EMULATOR_HOST", TestEmulator.hostPort());
    builder.environment().putAll(ChainDeployment.environment(chain));
    return builder.start();
  }

  private Ended run(String... arguments) throws Exception {
    Process process = start(setup, arguments);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, err);
  }

  private int sales() {
    return new Ledger(store, APES).unaggregated(2 * SALES).size();
  }

  @Test
  void shouldReadThePastOnceAndChangeNothingTheSecondTime() throws Exception {
    Ended first = run("--chain", "31337", "--from", "0");
    assertEquals(0, first.code(), first.err());
    assertTrue(first.out().contains("6,000 logs, 6,000 facts new, 0 rejected"), first.out());
    assertEquals(SALES, sales());

    Ended second = run("--chain", "31337", "--from", "0", "--to", Long.toString(last));
    assertEquals(0, second.code(), second.err());
    assertTrue(second.out().contains("0 facts new"), second.out());
    assertEquals(SALES, sales());
  }

  @Test
  void shouldCountWithoutWriting() throws Exception {
    Ended counted = run("--chain", "31337", "--from", "0", "--dry-run");
    assertEquals(0, counted.code(), counted.err());
    assertTrue(counted.out().contains("6,000 logs, 6,000 facts, 0 rejected"), counted.out());
    assertTrue(counted.err().contains("count: 65 of 65 done"), counted.err());
    assertEquals(0, sales());
    assertTrue(store.get(Paths.chainWatermark(ChainDeployment.CHAIN)).isEmpty());
  }

  /** Its node falls silent when a third of the blocks is read: it is always caught midway. */
  @Test
  void shouldGoOnWhereItWasKilled() throws Exception {
    try (StallingProxy proxy = new StallingProxy(local.anvil().endpoint(), BLOCKS / 3)) {
      ChainSetup stalling = new ChainSetup(setup.settings(), List.of(proxy.endpoint()));
      Process process = start(stalling, "--chain", "31337", "--from", "0", "--threads", "1");
      var unused = CompletableFuture.anyOf(proxy.silence(), process.onExit()).join();
      assertTrue(process.isAlive(), "waits for the node");
      process.destroyForcibly().waitFor();
    }
    int before = sales();
    assertTrue(before > 0 && before < SALES, "killed after " + before);

    Ended again = run("--chain", "31337", "--from", "0");
    assertEquals(0, again.code(), again.err());
    assertEquals(SALES, sales());
    // Only what the first one had not covered was read again.
    long logs =
        Long.parseLong(again.out().replaceAll("(?s).*: ([0-9,]+) logs.*", "$1").replace(",", ""));
    assertTrue(logs < SALES, again.out());
  }

  @Test
  void shouldNameWhatCannotBeRead() throws Exception {
    Ended tooNew = run("--chain", "31337", "--from", "0", "--to", "100000");
    assertEquals(2, tooNew.code());
    assertTrue(tooNew.err().contains("must be final"), tooNew.err());
    Ended backwards = run("--chain", "31337", "--from", "9", "--to", "3");
    assertEquals(2, backwards.code());
    Ended elsewhere = run("--chain", "7", "--from", "0");
    assertEquals(2, elsewhere.code());
    assertTrue(elsewhere.err().contains("CURATION_CHAINS"), elsewhere.err());
    assertEquals(0, sales());
  }
}
