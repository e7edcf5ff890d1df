package dev.curation.listening;

import static dev.curation.staking.StakeFacts.OTHER;
import static dev.curation.staking.StakeFacts.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.ContractSet;
import dev.curation.documents.Paths;
import dev.curation.node.SeenLog;
import dev.curation.simulation.Faults;
import dev.curation.simulation.ProcessKilled;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.staking.StakeFacts;
import dev.curation.store.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** A delegation of stake on chain, from its log to the change that the pool reads. */
class DelegationListeningTest {
  private static final Emitted STAKE = StakingLogs.staked("stake", 100);
  private static final Emitted DELEGATION = StakingLogs.delegated("delegation", USER, OTHER, 30);

  private final ListeningWorld world = world();

  private static ListeningWorld world() {
    ListeningWorld made = new ListeningWorld();
    ContractSet contracts = made.settings.contracts();
    made.settings =
        new ChainSettings(
            new ContractSet(
                contracts.chain(),
                contracts.wrappedNative(),
                contracts.exchanges(),
                Optional.of(StakeFacts.CONTRACT)),
            0,
            20,
            OptionalLong.of(0));
    return made;
  }

  private Fields change() {
    assertEquals(1, world.all(Paths.DELEGATION_CHANGES).size());
    return world.all(Paths.DELEGATION_CHANGES).getFirst().fields();
  }

  private long power(Address user) {
    return world
        .store()
        .get(Paths.staker(ListeningWorld.CHAIN, StakeFacts.CONTRACT.address(), user))
        .orElseThrow()
        .fields()
        .integer("stakePower");
  }

  @Test
  void shouldTellThePoolWhatAReorganisationTakesAwayAndBringsBack() {
    world.chain.mine("", List.of(STAKE));
    world.chain.mine("", List.of(DELEGATION));
    world.poll();
    assertFalse(change().bool("isDeleted"));
    assertEquals(List.of(70L, 30L), List.of(power(USER), power(OTHER)));

    var gone = world.chain.reorganise(1);
    world.mineFork(2);
    world.poll();
    assertTrue(change().bool("isDeleted"));
    assertEquals(List.of(100L, 0L), List.of(power(USER), power(OTHER)));

    world.chain.reorganise(2);
    assertEquals(gone, world.chain.mine("", List.of(DELEGATION)));
    world.mineEmpty(2);
    world.poll();
    assertFalse(change().bool("isDeleted"));
    assertEquals(List.of(70L, 30L), List.of(power(USER), power(OTHER)));
  }

  @Test
  void shouldTakeItBackWhenAWebhookTellsOfItsRemoval() {
    world.deliver(world.chain.mine("", List.of(STAKE)), false);
    List<ChainLog> delegation = world.chain.mine("", List.of(DELEGATION));
    assertEquals(2, world.deliver(delegation, false).created(), "a fact of each user");
    assertFalse(change().bool("isDeleted"));
    assertEquals(0, world.deliver(delegation, false).created());
    assertEquals(2, world.deliver(delegation, true).orphaned());
    assertTrue(change().bool("isDeleted"));
    assertEquals(List.of(100L, 0L), List.of(power(USER), power(OTHER)));
  }

  @Test
  void shouldStoreNothingOfADelegationOfNothing() {
    world.chain.mine("", List.of(StakingLogs.delegated("nothing", USER, OTHER, 0)));
    world.poll();
    assertEquals(List.of(), world.all(Paths.STAKING_LEDGER));
    assertEquals(List.of(), world.all(Paths.DELEGATION_CHANGES));
    assertEquals("votes", world.all(Paths.REJECTED_LOGS).getFirst().fields().string("field"));
  }

  @Test
  void shouldEqualACleanRunWhenADeliveryIsKilledAnywhere() {
    kill(Faults::killBefore);
    kill(Faults::killAfter);
  }

  private static void kill(IntFunction<Faults> kill) {
    ListeningWorld clean = world();
    List<List<SeenLog>> told = mine(clean);
    told.forEach(clean::deliver);
    clean.poll();
    boolean killed = true;
    int n = 1;
    for (; killed; n++) {
      ListeningWorld world = world();
      List<SeenLog> delegation = mine(world).getLast();
      killed = false;
      try {
        world.deliver(world.store(kill.apply(n)), delegation);
      } catch (ProcessKilled e) {
        killed = true;
      }
      world.poll();
      assertEquals(documents(clean), documents(world), "killed at " + n);
    }
    assertTrue(n > 4, "kills: " + n);
  }

  /** What is told of the stake and of the delegation. */
  private static List<List<SeenLog>> mine(ListeningWorld world) {
    return List.of(
        seen(world.chain.mine("", List.of(STAKE))),
        seen(world.chain.mine("", List.of(DELEGATION))));
  }

  private static List<SeenLog> seen(List<ChainLog> logs) {
    return logs.stream().map(log -> new SeenLog(log, false)).toList();
  }

  private static Map<String, Fields> documents(ListeningWorld world) {
    Map<String, Fields> documents = new TreeMap<>();
    world
        .database
        .snapshot()
        .forEach(
            (path, fields) -> {
              if (!path.path().startsWith("chains/")) {
                documents.put(path.path(), fields.without("updatedAt").without("commit"));
              }
            });
    return documents;
  }
}
