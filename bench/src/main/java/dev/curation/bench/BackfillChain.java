package dev.curation.bench;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.evm.Web3jNode;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent.Sale;
import dev.curation.listening.Backfill;
import dev.curation.listening.ChainSettings;
import dev.curation.listening.Intake;
import dev.curation.local.Anvil;
import dev.curation.local.ExchangeCalls;
import dev.curation.local.TestChain;
import dev.curation.node.ChainNode;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.staking.StakeBook;
import dev.curation.store.Store;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** A local chain full of sales of one collection. */
final class BackfillChain implements AutoCloseable {
  private static final ChainId CHAIN = new ChainId(31_337);
  private static final Address RECIPIENT = new Address("0x" + "fe".repeat(20));
  private static final Address COLLECTION = new Address("0x" + "c0".repeat(20));
  private static final Address WETH = new Address("0x" + "e7".repeat(20));
  private static final int PER_BLOCK = 100;
  private static final int FINALITY = 1;
  private static final int WARM_UP = 5;
  private static final long FEE = 25_000;

  private final Anvil anvil;
  private final ChainSettings settings;
  private final ChainNode node;
  private final int logs;
  private final long last;

  private BackfillChain(Anvil anvil, ChainSettings settings, int logs, long last) {
    this.anvil = anvil;
    this.settings = settings;
    this.node =
        new Web3jNode(CHAIN, anvil.endpoint(), Duration.ofSeconds(5), Duration.ofSeconds(60));
    this.logs = logs;
    this.last = last;
  }

  static BackfillChain mine(int logs) {
    Path contracts = Path.of(System.getProperty("curation.home", "")).resolve("contracts");
    Anvil anvil =
        Anvil.start(
            new Anvil.Options(0, CHAIN, 2, Instant.parse("2026-01-05T00:00:00Z")), contracts);
    TestChain chain = new TestChain(anvil.endpoint(), contracts);
    Address exchange = chain.deploy("TestExchange");
    long last = 0;
    for (int first = 0; first < logs; first += PER_BLOCK) {
      String call =
          ExchangeCalls.sellMany(
              COLLECTION,
              chain.account(1),
              RECIPIENT,
              first,
              PER_BLOCK,
              BigInteger.valueOf(1_000_000),
              BigInteger.valueOf(FEE));
      last = chain.call(0, exchange, call).blockNumber();
    }
    chain.mine(FINALITY);
    ContractSet contractSet =
        new ContractSet(
            CHAIN,
            WETH,
            List.of(new Exchange(exchange, ExchangeKind.SEAPORT, Set.of(RECIPIENT), 0)),
            Optional.empty());
    return new BackfillChain(
        anvil, new ChainSettings(contractSet, 0, FINALITY, OptionalLong.of(0)), logs, last);
  }

  /** Reads and decodes all, and writes nothing. */
  void count(int threads) {
    Store nowhere = new SimulatedStore(new SimulatedDatabase(InstantSource.system()), Faults.NONE);
    Intake.Count count = over(nowhere).count(0, last, threads, (blocks, some) -> {});
    Difference.check("facts", (long) logs, count.created());
  }

  /** A part of it, so that neither side is measured while its code is being compiled. */
  void warmUp(Store store, int threads) {
    Intake.Count unused = over(store).run(0, last / WARM_UP, threads, (blocks, some) -> {});
  }

  void backfill(Store store, int threads) {
    Intake.Count count = over(store).run(0, last, threads, (blocks, some) -> {});
    Difference.check("new facts", (long) logs, count.created());
  }

  private Backfill over(Store store) {
    InstantSource clock = InstantSource.system();
    StakeBook nobody =
        new StakeBook(store, chain -> Optional.empty(), clock, BackfillChain::newId, attempt -> {});
    Intake intake = new Intake(settings, store, nobody, clock);
    return new Backfill(settings, node, store, intake, BackfillChain::newId);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  /**
   * @throws Difference unless every sale is in the ledger with its fee
   */
  void check(Store store) {
    CollectionId id = new CollectionId(CHAIN, COLLECTION);
    List<LedgerEntry> entries = new Ledger(store, id).unaggregated(logs + 1);
    Difference.check("ledger events", logs, entries.size());
    long fees =
        entries.stream()
            .mapToLong(entry -> ((Sale) entry.event()).protocolFee().value().longValueExact())
            .sum();
    Difference.check("fees", FEE * logs, fees);
  }

  @Override
  public void close() {
    anvil.close();
  }
}
