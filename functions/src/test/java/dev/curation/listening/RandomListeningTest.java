package dev.curation.listening;

import static dev.curation.listening.ListeningWorld.flow;
import static dev.curation.listening.ListeningWorld.punk;
import static dev.curation.listening.ListeningWorld.rate;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainLog;
import dev.curation.decoding.ContractSet;
import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEntry;
import dev.curation.ledger.LedgerEvent;
import dev.curation.node.SeenLog;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.ProcessKilled;
import dev.curation.simulation.SimulatedChain.Emitted;
import dev.curation.staking.SettledCheck;
import dev.curation.staking.StakeFacts;
import dev.curation.staking.StakerBusyException;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.voting.Ballots;
import dev.curation.voting.VoteMessage.Action;
import dev.curation.voting.VoteRefusedException;
import dev.curation.voting.VoteRequest;
import dev.curation.voting.Voting;
import dev.curation.voting.VotingSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything at once: sales, changed rates, stakes and votes on a chain that is reorganised, heard
 * by polls, webhooks and backfills that are doubled, late, killed, cut off from the database and
 * begun in the middle of each other. In the end the documents say what the chain says.
 */
class RandomListeningTest {
  private static final int FINALITY = 8;
  private static final int STEPS = 120;

  private final List<List<SeenLog>> told = new ArrayList<>();
  private final Set<String> accepted = new HashSet<>();
  private final Set<String> asked = new HashSet<>();
  private ListeningWorld world = new ListeningWorld();
  private Random random = new Random(0);
  private boolean tellsPowers;
  private boolean delegates;
  private long highest;
  private int forks;
  private int nonces;

  @RepeatedTest(50)
  void shouldSayInTheEndWhatTheChainSays(RepetitionInfo repetition) {
    delegates = true;
    play(repetition.getCurrentRepetition());
  }

  @ParameterizedTest
  @ValueSource(ints = {1100, 1446, 1732, 2102})
  void shouldDoSoInTheWorldsThatOnceDidNot(int seed) {
    play(seed);
  }

  private void play(int seed) {
    random = new Random(seed);
    tellsPowers = seed % 2 == 0;
    world = world();
    for (int collection = 0; collection < 4; collection++) {
      Write known =
          new Write.Put(Paths.collection(StakeFacts.collection(collection)), Fields.EMPTY);
      world.store().commit(List.of(known));
    }
    for (int step = 0; step < STEPS; step++) {
      world.now = Instant.ofEpochMilli(headTime()).plusMillis(random.nextInt(20_000));
      step(step);
    }
    world.mineEmpty(2 * FINALITY);
    world.poll();
    world.poll();
    assertEquals(text(polledAlone()), text(facts(world)), "seed " + seed);
    assertVotesBacked("seed " + seed);
  }

  private ListeningWorld world() {
    ListeningWorld made = new ListeningWorld();
    ContractSet contracts = made.settings.contracts();
    made.settings =
        new ChainSettings(
            new ContractSet(
                contracts.chain(),
                contracts.wrappedNative(),
                contracts.exchanges(),
                Optional.of(StakeFacts.CONTRACT)),
            random.nextInt(2),
            FINALITY,
            OptionalLong.of(0));
    if (tellsPowers) {
      made.chain.tellPowers(RandomListeningTest::power);
    }
    return made;
  }

  private static OptionalLong power(BlockHash block) {
    return OptionalLong.of(Long.parseLong(block.hex(), 2, 6, 16) % 100);
  }

  private long headTime() {
    long head = world.chain.headNumber();
    return world.chain.headers(List.of(head)).getFirst().orElseThrow().timestamp();
  }

  private void step(int step) {
    if (random.nextInt(3) == 0) {
      mine(step);
    } else {
      act(2);
    }
  }

  private void mine(int step) {
    long head = world.chain.headNumber();
    highest = Math.max(highest, head);
    int deepest = (int) (head - Math.max(0, highest - FINALITY));
    if (random.nextInt(5) == 0 && deepest > 0) {
      int depth = 1 + random.nextInt(deepest);
      List<ChainLog> gone = world.chain.reorganise(depth);
      byBlock(gone).forEach(logs -> told.add(seen(logs, true)));
      // An empty fork may bring the very same blocks back.
      forks += random.nextInt(2);
    }
    List<ChainLog> logs = world.chain.mine("fork" + forks, emitted(step));
    if (!logs.isEmpty()) {
      told.add(seen(logs, false));
    }
  }

  private List<Emitted> emitted(int step) {
    List<Emitted> logs = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String tx = "tx" + random.nextInt(100);
      logs.add(
          switch (random.nextInt(8)) {
            case 0 -> rate("r" + step, random.nextInt(1000));
            case 1, 2 -> flow(tx, 10_000, ListeningWorld.APES, StakeFacts.collection(1));
            case 3 -> delegates ? delegation(tx) : punk(tx, 1, 4000);
            case 4 -> StakingLogs.rageQuit(tx);
            case 5 -> StakingLogs.unStaked(tx, random.nextInt(30));
            default -> StakingLogs.staked(tx, random.nextInt(60));
          });
    }
    return logs;
  }

  /** The user delegates or is delegated to. */
  private Emitted delegation(String tx) {
    boolean isGiven = random.nextBoolean();
    Address user = isGiven ? StakeFacts.USER : StakeFacts.OTHER;
    Address operator = isGiven ? StakeFacts.OTHER : StakeFacts.USER;
    int votes = 1 + random.nextInt(40);
    return random.nextInt(3) == 0
        ? StakingLogs.undelegated(tx, user, operator, votes)
        : StakingLogs.delegated(tx, user, operator, votes);
  }

  private static List<SeenLog> seen(List<ChainLog> logs, boolean removed) {
    return logs.stream().map(log -> new SeenLog(log, removed)).toList();
  }

  private static List<List<ChainLog>> byBlock(List<ChainLog> logs) {
    Map<BlockHash, List<ChainLog>> blocks = new LinkedHashMap<>();
    logs.forEach(
        log -> blocks.computeIfAbsent(log.id().block(), any -> new ArrayList<>()).add(log));
    return List.copyOf(blocks.values());
  }

  /** One process does something, and others in the middle of it. */
  private void act(int nesting) {
    Store store = world.store(faults(nesting));
    try {
      switch (random.nextInt(8)) {
        case 0, 1 -> world.poll(store).run();
        case 2, 3, 4 -> deliver(store);
        case 5 -> backfill(store);
        default -> vote(store);
      }
    } catch (ProcessKilled
        | StoreException.Unavailable
        | StakerBusyException
        | UnsettledException
        | CursorDocument.MovedByAnotherException e) {
      // Whoever called it calls again, or the next poll does the work.
    }
  }

  private Faults faults(int nesting) {
    return switch (random.nextInt(6)) {
      case 0 -> Faults.killBefore(1 + random.nextInt(6));
      case 1 -> Faults.killAfter(1 + random.nextInt(6));
      case 2 -> unreliable(1 + random.nextInt(12), random.nextBoolean());
      case 3, 4 -> nesting == 0 ? Faults.NONE : meanwhile(1 + random.nextInt(12), nesting);
      default -> Faults.NONE;
    };
  }

  private static Faults unreliable(int at, boolean after) {
    return new Faults() {
      @Override
      public void beforeOperation(Operation operation) {
        fail(!after && operation.sequence() == at);
      }

      @Override
      public void afterOperation(Operation operation) {
        fail(after && operation.sequence() == at);
      }

      private void fail(boolean now) {
        if (now) {
          throw new StoreException.Unavailable("no answer", null);
        }
      }
    };
  }

  private Faults meanwhile(int at, int nesting) {
    return new Faults() {
      @Override
      public void beforeOperation(Operation operation) {
        if (operation.sequence() == at) {
          act(nesting - 1);
          if (random.nextInt(3) == 0) {
            mine(at);
          }
        }
      }
    };
  }

  private void deliver(Store store) {
    if (!told.isEmpty()) {
      // Mostly what is new; sometimes what is long gone.
      int behind = random.nextInt(random.nextInt(4) == 0 ? told.size() : Math.min(told.size(), 5));
      world.deliver(store, told.get(told.size() - 1 - behind));
    }
  }

  private void backfill(Store store) {
    long to = world.chain.headNumber() - FINALITY;
    if (to >= 0) {
      world.backfill(store, random.nextInt((int) to + 1), to, 1);
    }
  }

  private void vote(Store store) {
    VotingSettings settings = new VotingSettings(Map.of(ListeningWorld.CHAIN, StakeFacts.CONTRACT));
    Voting voting =
        new Voting(
            store, settings, world.stakeBook(store), world.clock, world::commitId, attempt -> {});
    Action action = random.nextInt(3) == 0 ? Action.UNVOTE : Action.VOTE;
    VoteRequest request =
        Ballots.of(
            StakeFacts.KEY,
            action,
            StakeFacts.collection(random.nextInt(4)),
            1 + random.nextInt(15),
            ++nonces);
    asked.add(Integer.toString(nonces));
    try {
      accepted.add(voting.cast(request.message(), request.signature()).eventId().value());
    } catch (VoteRefusedException e) {
      asked.remove(Integer.toString(nonces));
    }
  }

  /** The facts of the final chain, by nothing but a poll. */
  private Map<String, Fields> polledAlone() {
    ListeningWorld other = new ListeningWorld();
    other.settings = world.settings;
    new ChainPoll(
            world.settings,
            world.chain,
            other.store(),
            other.intake(other.store()),
            world.clock,
            () -> "alone",
            Duration.ofMinutes(1))
        .run();
    return facts(other);
  }

  /** Sales, rates, staking events and delegations that are on the chain. */
  private static Map<String, Fields> facts(ListeningWorld world) {
    Map<String, Fields> facts = new TreeMap<>();
    for (String group : List.of(Paths.LEDGER, Paths.FEE_RATES, Paths.STAKING_LEDGER)) {
      for (StoredDocument document : world.store().query(Query.inGroup(group))) {
        Fields fields = document.fields();
        if (!fields.flag("isDeleted") && fields.has("contractAddress")) {
          facts.put(
              document.path().path(),
              fields
                  .without("updatedAt")
                  .without("isApplied")
                  .without("stakePower")
                  .without("stakePowerSource"));
        }
      }
    }
    for (StoredDocument change : world.all(Paths.DELEGATION_CHANGES)) {
      if (!change.fields().flag("isDeleted")) {
        facts.put(change.path().path(), change.fields().without("updatedAt"));
      }
    }
    return facts;
  }

  private static String text(Map<String, Fields> facts) {
    StringBuilder text = new StringBuilder();
    facts.forEach(
        (path, fields) ->
            text.append(path).append(' ').append(new TreeMap<>(fields.values())).append('\n'));
    return text.toString();
  }

  private void assertVotesBacked(String message) {
    List<StoredDocument> events =
        world.all(Paths.LEDGER).stream()
            .filter(event -> event.fields().has("userAddress"))
            .filter(event -> !event.fields().flag("isDeleted"))
            .toList();
    Set<String> ids = new HashSet<>();
    events.forEach(event -> ids.add(event.path().id()));
    assertTrue(ids.containsAll(accepted), message + ": an accepted vote is lost");
    long signed = events.stream().filter(event -> event.fields().has("basis")).count();
    assertTrue(signed >= accepted.size() && signed <= asked.size(), message);
    if (!world.all(Paths.STAKING_LEDGER).isEmpty()) {
      SettledCheck.assertSettled(world.store(), message);
      SettledCheck.assertSettled(world.store(), StakeFacts.OTHER, message + ": the other");
    }
    assertEquals(held(), walked(events), message + ": the ledger's votes");
  }

  private Map<String, Long> held() {
    Map<String, Long> held = new TreeMap<>();
    world
        .all(Paths.STAKER_VOTES)
        .forEach(votes -> held.put(votes.path().id(), votes.fields().integer("votes")));
    return held;
  }

  /** The votes that an aggregation would count: a removal takes at most what is held. */
  private static Map<String, Long> walked(List<StoredDocument> events) {
    Map<String, Long> walked = new TreeMap<>();
    Map<LedgerEvent, String> collections = new LinkedHashMap<>();
    events.stream()
        .map(event -> Map.entry(Ledger.entry(event), Paths.collectionIdOfEvent(event.path())))
        .map(RandomListeningTest::event)
        .sorted(Map.Entry.comparingByKey(LedgerEvent.CHAIN_ORDER))
        .forEach(event -> collections.put(event.getKey(), event.getValue()));
    collections.forEach(
        (event, id) -> {
          if (event instanceof LedgerEvent.VotesAdded added) {
            walked.merge(id, added.votes().count(), Long::sum);
          } else if (event instanceof LedgerEvent.VotesRemoved removed) {
            walked.merge(id, 0L, Long::sum);
            walked.compute(id, (key, votes) -> Math.max(0, votes - removed.votes().count()));
          }
        });
    return walked;
  }

  private static Map.Entry<LedgerEvent, String> event(Map.Entry<LedgerEntry, String> entry) {
    return Map.entry(entry.getKey().event(), entry.getValue());
  }
}
