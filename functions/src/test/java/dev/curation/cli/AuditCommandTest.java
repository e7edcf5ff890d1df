package dev.curation.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.aggregation.Aggregation;
import dev.curation.aggregation.AggregationSettings;
import dev.curation.aggregation.UserDocuments;
import dev.curation.apr.TokenPrices;
import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.firestore.FirestoreStore;
import dev.curation.firestore.TestEmulator;
import dev.curation.functions.BackendSettings;
import dev.curation.functions.ChainSetup;
import dev.curation.functions.Wiring;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.Facts;
import dev.curation.ledger.Ledger;
import dev.curation.local.ChainDeployment;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.LocalChain;
import dev.curation.local.StakerCalls;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./curation audit} and {@code export} as processes of their own, on emulator and chain. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class AuditCommandTest {
  private static final int FINALITY = 5;
  private static final CollectionId APES =
      new CollectionId(ChainDeployment.CHAIN, ChainDeployment.APES);
  private static final InstantSource NOW =
      InstantSource.fixed(LocalChain.GENESIS.plusSeconds(3 * 24 * 3600));

  private final String project = "audit-" + UUID.randomUUID();
  private final Store store = FirestoreStore.emulator(project, TestEmulator.hostPort());
  private final LocalChain local = LocalChain.start();
  private final ChainDeployment contracts = ChainDeployment.on(local.chain());
  private final ChainSetup setup = contracts.setup(local.anvil().endpoint(), 1, FINALITY);

  @TempDir private Path folder = Path.of("");

  /** What a process wrote, and its exit code. */
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void tradeAndAggregate() {
    local.chain().call(1, contracts.staker(), StakerCalls.stake(BigInteger.TEN.pow(20), 0));
    local.chain().call(0, contracts.flow(), ExchangeCalls.setFlowProtocolFee(300));
    for (int block = 0; block < 10; block++) {
      String call =
          ExchangeCalls.sellMany(
              ChainDeployment.APES,
              local.chain().account(1),
              ChainDeployment.FEE_RECIPIENT,
              block * 3L,
              3,
              BigInteger.valueOf(1000),
              BigInteger.valueOf(25));
      local.chain().call(0, contracts.seaport(), call);
    }
    local.chain().mine(FINALITY);
    contracts.list(store);
    BackendSettings settings =
        BackendSettings.of(AggregationSettings.DEFAULT)
            .with(List.of(setup), ChainDeployment.webhooks());
    Wiring wiring = new Wiring(store, settings, NOW);
    long last = local.node().headNumber() - FINALITY;
    var unused = wiring.backfill(ChainDeployment.CHAIN).run(0, last, 2, (blocks, count) -> {});
    long genesis = LocalChain.GENESIS.toEpochMilli();
    new Ledger(store, APES)
        .append(
            List.of(
                Facts.vote(new ChainPosition(genesis, 1, null, null), local.chain().account(1), 7)),
            genesis);
    AggregationSettings all = AggregationSettings.DEFAULT.withUserDocuments(UserDocuments.ALL);
    assertEquals(
        Aggregation.Outcome.DONE,
        new Aggregation(store, all, TokenPrices.NONE, NOW, () -> UUID.randomUUID().toString())
            .run(APES));
  }

  @AfterEach
  void close() {
    store.close();
    local.close();
  }

  private Ended run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Curation.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GOOGLE_CLOUD_PROJECT", project);
    builder.environment().put("FIRESTORE_EMULATOR_HOST", TestEmulator.hostPort());
    builder.environment().putAll(ChainDeployment.environment(setup));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, err);
  }

  private List<StoredDocument> sales() {
    return store.query(Queries.page(APES, Paths.LEDGER, null, 100)).stream()
        .filter(event -> "sale".equals(event.fields().get("discriminator")))
        .toList();
  }

  private void write(Write write) {
    store.commit(List.of(write));
  }

  @Test
  void shouldFindWhatIsDamagedMissingOrInventedInTheLedgerByReadingTheChainAgain()
      throws Exception {
    Ended clean = run("audit", "--from-chain");
    assertEquals(0, clean.code(), clean.out() + clean.err());
    assertTrue(clean.out().contains("31 events"), clean.out());
    assertTrue(clean.out().contains("32 logs, 32 facts compared, 0 differences"), clean.out());
    assertTrue(clean.out().endsWith("Nothing differs." + System.lineSeparator()), clean.out());

    List<StoredDocument> sales = sales();
    DocumentPath damaged = sales.get(0).path();
    write(new Write.Merge(damaged, Fields.builder().put("protocolFeeWei", "26").build()));
    DocumentPath missing = sales.get(1).path();
    write(new Write.Delete(missing));
    DocumentPath invented = Paths.event(APES, "invented");
    write(new Write.Put(invented, sales.get(2).fields()));
    DocumentPath unlisted = Paths.event(APES, "unlisted");
    write(new Write.Put(unlisted, sales.get(2).fields().without("contractAddress")));
    DocumentPath orphan = sales.get(3).path();
    write(new Write.Merge(orphan, Fields.builder().put("isDeleted", true).build()));

    Ended found = run("audit", "--from-chain", "--collection", APES.toString());
    assertEquals(1, found.code(), found.out() + found.err());
    String chain = found.out().substring(found.out().indexOf("chain 31337"));
    assertTrue(chain.contains(damaged + ", protocolFeeWei: stored 26, expected 25"), chain);
    assertTrue(chain.contains(missing + ": stored nothing, expected a document"), chain);
    assertTrue(chain.contains(invented + ": stored a document, expected nothing"), chain);
    assertTrue(chain.contains(unlisted + ": stored a document, expected nothing"), chain);
    assertTrue(chain.contains(orphan + ", isDeleted: stored true, expected false"), chain);
    assertTrue(chain.contains(", 5 differences"), chain);

    Ended json = run("audit", "--json", "--collection", APES.toString());
    assertEquals(1, json.code());
    assertTrue(json.out().startsWith("{\"isClean\":false,\"collections\":[{"), json.out());
  }

  @Test
  void shouldAuditAndExportOverTheRealEmulator() throws Exception {
    Ended clean = run("audit");
    assertEquals(0, clean.code(), clean.out() + clean.err());
    Path output = folder.resolve("export");
    Ended exported = run("export", "--collection", APES.toString(), "--output", output.toString());
    assertEquals(0, exported.code(), exported.out() + exported.err());
    assertTrue(exported.out().contains("31 events"), exported.out());
    assertTrue(Files.readString(output.resolve("ledger.csv")).contains(",sale,"));

    Ended again = run("export", "--collection", APES.toString(), "--output", output.toString());
    assertEquals(2, again.code());
    assertTrue(again.err().contains("output"), again.err());

    DocumentPath block = store.query(Queries.newestBlocks(APES, 1)).getFirst().path();
    write(new Write.Merge(block, Fields.builder().put("numCurators", 5L).build()));
    Ended damaged = run("audit");
    assertEquals(1, damaged.code());
    assertTrue(
        damaged.out().contains(block + ", numCurators: stored 5, expected 1"), damaged.out());
    Ended unknown = run("audit", "--collection", "punks");
    assertEquals(2, unknown.code());
    assertEquals(2, run("audit", "--from-block", "3").code());
  }
}
