package dev.curation.listening;

import static dev.curation.decoding.AbiData.array;
import static dev.curation.decoding.AbiData.encode;
import static dev.curation.decoding.AbiData.topic;
import static dev.curation.decoding.AbiData.tuple;
import static dev.curation.listening.ListeningWorld.address;
import static dev.curation.listening.ListeningWorld.flow;
import static dev.curation.listening.ListeningWorld.punk;
import static dev.curation.listening.ListeningWorld.rate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.Exchange;
import dev.curation.decoding.ExchangeKind;
import dev.curation.documents.Paths;
import dev.curation.node.SeenLog;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.store.Fields;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What webhooks got wrong is put right once the poll reads the final blocks. */
class RepairTest {
  private static final Address SEAPORT = address(0x5e);
  private static final Address PROTOCOL = address(0xfee);
  private static final Address WETH = address(0xe7);
  private static final Address ALICE = address(0xa1);
  private static final Address BOB = address(0xb0b);
  private static final int FINALITY = 20;

  private final ListeningWorld world = new ListeningWorld();

  @BeforeEach
  void listenToSeaportToo() {
    ContractSet contracts =
        new ContractSet(
            ListeningWorld.CHAIN,
            WETH,
            List.of(
                new Exchange(SEAPORT, ExchangeKind.SEAPORT, Set.of(PROTOCOL), 250),
                new Exchange(ListeningWorld.PUNKS, ExchangeKind.CRYPTOPUNKS, Set.of(), 250),
                new Exchange(ListeningWorld.FLOW, ExchangeKind.FLOW_V2, Set.of(), 250)),
            Optional.empty());
    world.settings = new ChainSettings(contracts, 0, FINALITY, OptionalLong.of(0));
    world.mineEmpty(3);
  }

  private static Object ape() {
    return tuple(2, ListeningWorld.APES.address(), 7, 1);
  }

  private static Object apeToBob() {
    return tuple(2, ListeningWorld.APES.address(), 7, 1, BOB);
  }

  private static Object paid(Address to, long amount) {
    return tuple(1, WETH, 0, amount, to);
  }

  private static Emitted order(
      int hash, Address offerer, Address recipient, Object offer, Object... consideration) {
    return new Emitted(
        "match",
        SEAPORT,
        List.of(
            "0x9d9af8e38d66c62e2c12f0225249fd9d721c54b83f48d9352c97c6cacdcb6f31",
            topic(offerer),
            topic(0)),
        encode(topic(hash), recipient, array(offer), array(consideration)));
  }

  /** Alice's listing and Bob's bid, each with a part of the fee: one sale. */
  private List<ChainLog> mineMatch() {
    return world.chain.mine(
        "",
        List.of(
            order(1, ALICE, address(0), ape(), paid(ALICE, 95), paid(PROTOCOL, 3)),
            order(2, BOB, address(0), tuple(1, WETH, 0, 100), apeToBob(), paid(PROTOCOL, 2))));
  }

  private Map<String, Fields> polledAlone() {
    RepairTest other = new RepairTest();
    other.listenToSeaportToo();
    var unused = other.mineMatch();
    other.world.mineEmpty(FINALITY + 1);
    other.world.poll();
    return other.world.facts();
  }

  @Test
  void shouldPutAMatchRightWhoseOrdersWereDeliveredOneByOne() {
    List<ChainLog> match = mineMatch();
    match.forEach(log -> world.deliver(List.of(log), false));
    world.mineEmpty(FINALITY + 1);
    world.poll();
    assertEquals(5, world.feesOf(ListeningWorld.APES));
    assertEquals(polledAlone(), world.facts());
  }

  @Test
  void shouldGiveARestoredSaleTheTimeOfItsBlockThoughItsRemovalDidNotTellIt() {
    world.chain.mine("", List.of(punk("a", 1, 4000)));
    ChainLog log = world.chain.logs().getFirst();
    long madeUp = world.clock.millis();
    ChainLog untimed =
        new ChainLog(log.id(), log.blockNumber(), madeUp, log.contract(), log.topics(), log.data());
    world.deliver(List.of(untimed), true);
    world.mineEmpty(FINALITY + 1);
    world.poll();
    Fields sale = world.ledger().getFirst().fields();
    assertEquals(log.timestamp(), sale.integer("timestamp"));
  }

  @Test
  void shouldPutAFeeRightWhoseDeliveryDiedBeforeItSawTheNewRate() {
    List<ChainLog> change = world.chain.mine("", List.of(rate("r", 1000)));
    List<ChainLog> sale = world.chain.mine("", List.of(flow("s", 10_000, ListeningWorld.APES)));
    // The rate is stored and applied after the sale was decoded and before it is stored; then the
    // database fails.
    boolean[] isStored = {false};
    Faults faults =
        new Faults() {
          @Override
          public void beforeOperation(Operation operation) {
            if (isStored[0]) {
              throw new StoreException.Unavailable("down", null);
            }
            if (operation.isWriting()) {
              world.deliver(change, false);
              isStored[0] = true;
            }
          }
        };
    List<SeenLog> seen = sale.stream().map(log -> new SeenLog(log, false)).toList();
    // The operation itself still happens: only what follows fails.
    assertThrows(StoreException.Unavailable.class, () -> world.deliver(world.store(faults), seen));
    world.deliver(seen);
    world.mineEmpty(FINALITY + 1);
    world.poll();
    assertEquals(1000, world.feesOf(ListeningWorld.APES));
  }

  @Test
  void shouldLeaveASealedSaleAsItIs() {
    mineMatch().forEach(log -> world.deliver(List.of(log), false));
    var sale = world.ledger().getFirst();
    Fields counted = Fields.builder().put("isAggregated", true).put("blockStart", 0L).build();
    Fields sealed = Fields.builder().put("sealedUntil", 3_600_000L).build();
    world
        .store()
        .commit(
            List.of(
                new Write.Update(sale.path(), counted, null),
                new Write.Put(Paths.aggregation(ListeningWorld.APES), sealed)));
    world.mineEmpty(FINALITY + 1);
    world.poll();
    assertEquals(
        sale.fields().string("protocolFeeWei"),
        world.store().get(sale.path()).orElseThrow().fields().string("protocolFeeWei"));
  }
}
