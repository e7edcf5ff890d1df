package dev.curation.listening;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.CollectionId;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.documents.Paths;
import dev.curation.node.SeenLog;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedChain;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.staking.StakeBook;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.web3j.crypto.Hash;

/** A simulated chain with two exchanges, and a simulated database that listens to it. */
final class ListeningWorld {
  static final ChainId CHAIN = new ChainId(1);
  static final Address PUNKS = address(0xb1);
  static final Address FLOW = address(0xf1);
  static final CollectionId PUNK_COLLECTION = new CollectionId(CHAIN, PUNKS);
  static final CollectionId APES = new CollectionId(CHAIN, address(0xa9e));
  static final CollectionId CATS = new CollectionId(CHAIN, address(0xca7));
  private static final Instant GENESIS = Instant.parse("2026-03-01T00:00:00Z");
  private static final String BOUGHT =
      Hash.sha3String("PunkBought(uint256,uint256,address,address)");
  private static final String TAKEN =
      "0xd1b78f78360698bdfc69fb877fd0dd84d4817dfe3095a8456e6f7ff0f4d51170";
  private static final String RATE =
      "0x45a5a29d28d3452ca649e48ecb93f018866388cb166efa2f14529862d6c30e10";
  private static final ContractSet CONTRACTS =
      new ContractSet(
          CHAIN,
          address(0xe7),
          List.of(
              new Exchange(PUNKS, ExchangeKind.CRYPTOPUNKS, Set.of(), 250),
              new Exchange(FLOW, ExchangeKind.FLOW_V2, Set.of(), 250)),
          Optional.empty());

  final SimulatedChain chain = new SimulatedChain(CHAIN, GENESIS.toEpochMilli());
  Instant now = GENESIS.plus(Duration.ofDays(30));
  final InstantSource clock = () -> now;
  final SimulatedDatabase database = new SimulatedDatabase(clock);
  ChainSettings settings = new ChainSettings(CONTRACTS, 2, 20, OptionalLong.of(0));
  private int runs;
  private int commits;

  void pass(int seconds) {
    now = now.plusSeconds(seconds);
  }

  static Address address(int number) {
    return new Address("0x" + word(BigInteger.valueOf(number)).substring(24));
  }

  static String word(BigInteger value) {
    return "0".repeat(64 - value.toString(16).length()) + value.toString(16);
  }

  private static String word(long value) {
    return word(BigInteger.valueOf(value));
  }

  private static String word(Address address) {
    return "0".repeat(24) + address.hex().substring(2);
  }

  /** A punk changes hands; 2.5 % of its price is the fee. */
  static Emitted punk(String tx, int punk, long wei) {
    return new Emitted(
        tx,
        PUNKS,
        List.of(BOUGHT, "0x" + word(punk), "0x" + word(address(0xa1)), "0x" + word(address(0xb0b))),
        "0x" + word(wei));
  }

  /** An ape, or an ape and a cat, change hands on Flow. */
  static Emitted flow(String tx, long wei, CollectionId... collections) {
    StringBuilder data = new StringBuilder("0x" + word(7) + word(0) + word(wei) + word(0x80));
    data.append(word(collections.length));
    for (int i = 0; i < collections.length; i++) {
      data.append(word(32L * collections.length + 160L * i));
    }
    for (CollectionId collection : collections) {
      data.append(word(collection.address())).append(word(64)).append(word(1));
      data.append(word(5)).append(word(1));
    }
    return new Emitted(
        tx,
        FLOW,
        List.of(TAKEN, "0x" + word(address(0xa1)), "0x" + word(address(0xb0b)), "0x" + word(0)),
        data.toString());
  }

  /** Many apes with the largest ids change hands on Flow at once. */
  static Emitted largeBundle(String tx, int apes) {
    StringBuilder data = new StringBuilder("0x" + word(7) + word(0) + word(9999) + word(0x80));
    data.append(word(1)).append(word(32)).append(word(APES.address()));
    data.append(word(64)).append(word(apes));
    for (int i = 0; i < apes; i++) {
      data.append("f".repeat(64)).append(word(1));
    }
    return new Emitted(
        tx,
        FLOW,
        List.of(TAKEN, "0x" + word(address(0xa1)), "0x" + word(address(0xb0b)), "0x" + word(0)),
        data.toString());
  }

  static Emitted rate(String tx, int bps) {
    return new Emitted(tx, FLOW, List.of(RATE), "0x" + word(bps));
  }

  static Emitted damaged(String tx) {
    return new Emitted(tx, PUNKS, List.of(BOUGHT), "0x");
  }

  Store store() {
    return store(Faults.NONE);
  }

  Store store(Faults faults) {
    return new SimulatedStore(database, faults);
  }

  Intake intake(Store store) {
    return new Intake(settings, store, stakeBook(store), clock);
  }

  StakeBook stakeBook(Store store) {
    return new StakeBook(store, id -> Optional.of(chain), clock, this::commitId, attempt -> {});
  }

  String commitId() {
    return "commit-" + ++commits;
  }

  ChainPoll poll(Store store) {
    runs++;
    String run = "run-" + runs;
    return new ChainPoll(
        settings, chain, store, intake(store), clock, () -> run, Duration.ofMinutes(1));
  }

  ChainPoll.Report poll() {
    return poll(store()).run();
  }

  Intake.Count deliver(List<ChainLog> logs, boolean removed) {
    return deliver(logs.stream().map(log -> new SeenLog(log, removed)).toList());
  }

  Intake.Count deliver(List<SeenLog> logs) {
    return deliver(store(), logs);
  }

  Intake.Count deliver(Store store, List<SeenLog> logs) {
    return new Deliveries(settings, store, intake(store), clock).accept(logs);
  }

  void backfill(long from, long to, int threads) {
    backfill(store(), from, to, threads);
  }

  void backfill(Store store, long from, long to, int threads) {
    backfill(store).run(from, to, threads, (blocks, count) -> {});
  }

  Backfill backfill(Store store) {
    runs++;
    String run = "run-" + runs;
    return new Backfill(settings, chain, store, intake(store), () -> run);
  }

  /** Blocks with a sale each, and as many empty ones behind that the last is confirmed. */
  void mineSales(int blocks) {
    for (int i = 0; i < blocks; i++) {
      chain.mine("", List.of(punk("tx" + i, i, 4000)));
    }
    mineEmpty(settings.confirmations());
  }

  void mineEmpty(int blocks) {
    for (int i = 0; i < blocks; i++) {
      chain.mine("", List.of());
    }
  }

  void mineFork(int blocks) {
    for (int i = 0; i < blocks; i++) {
      chain.mine("fork", List.of());
    }
  }

  ChainSettings withoutFlow() {
    ContractSet fewer =
        new ContractSet(
            CHAIN,
            CONTRACTS.wrappedNative(),
            CONTRACTS.exchanges().subList(0, 1),
            Optional.empty());
    return new ChainSettings(
        fewer, settings.confirmations(), settings.finality(), settings.startBlock());
  }

  /** All that is stored of the sales that are on the chain, save when it was written. */
  Map<String, Fields> facts() {
    Map<String, Fields> facts = new TreeMap<>();
    ledger()
        .forEach(
            event -> {
              if (!event.fields().flag("isDeleted")) {
                facts.put(event.path().path(), event.fields().without("updatedAt"));
              }
            });
    return facts;
  }

  List<StoredDocument> ledger() {
    return store().query(Query.inGroup(Paths.LEDGER));
  }

  List<StoredDocument> all(String group) {
    return store().query(Query.inGroup(group));
  }

  long feesOf(CollectionId collection) {
    return ledger().stream()
        .filter(event -> Paths.collectionIdOfEvent(event.path()).equals(collection.toString()))
        .filter(event -> !event.fields().flag("isDeleted"))
        .mapToLong(event -> Long.parseLong(event.fields().string("protocolFeeWei")))
        .sum();
  }
}
