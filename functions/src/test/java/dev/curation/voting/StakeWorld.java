package dev.curation.voting;

import static dev.curation.staking.StakeFacts.CHAIN;
import static dev.curation.staking.StakeFacts.CONTRACT;
import static dev.curation.staking.StakeFacts.USER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.CollectionId;
import dev.curation.chain.TxHash;
import dev.curation.decoding.StakingEvent;
import dev.curation.decoding.StakingEvent.Delegated;
import dev.curation.decoding.StakingEvent.Undelegated;
import dev.curation.documents.Paths;
import dev.curation.documents.Queries;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import dev.curation.node.LogRange;
import dev.curation.node.NodeException;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.staking.StakeBook;
import dev.curation.staking.StakeFacts;
import dev.curation.staking.StakingLedger;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import dev.curation.voting.VoteMessage.Action;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A simulated database, a staking contract and one user; processes come and go. */
public final class StakeWorld implements ChainNode {
  public Instant now = Instant.ofEpochMilli(StakeFacts.time(50));
  public final InstantSource clock = () -> now;
  public final SimulatedDatabase database = new SimulatedDatabase(clock);
  public final Map<BlockHash, Long> powers = new HashMap<>();
  public boolean nodeIsAway;

  /** Blocks on which the node fails, though it answers for others. */
  public final Set<BlockHash> failing = new HashSet<>();

  private int ids;
  private int nonces;

  /** Another world with the same documents. */
  public StakeWorld copy() {
    StakeWorld copy = new StakeWorld();
    database
        .snapshot()
        .forEach((path, fields) -> copy.process().commit(List.of(new Write.Put(path, fields))));
    copy.now = now;
    copy.ids = ids;
    copy.nonces = nonces;
    return copy;
  }

  public Store process() {
    return process(Faults.NONE);
  }

  public Store process(Faults faults) {
    return new SimulatedStore(database, faults);
  }

  public StakeBook book(Store store) {
    return new StakeBook(store, chain -> Optional.of(this), clock, this::id, attempt -> {});
  }

  public Voting voting(Store store) {
    VotingSettings settings = new VotingSettings(Map.of(CHAIN, CONTRACT));
    return new Voting(store, settings, book(store), clock, this::id, attempt -> {});
  }

  private synchronized String id() {
    return "id-" + ++ids;
  }

  public void listen(ChainLog log, StakingEvent event) {
    var unused = process().createEach(StakingLedger.creations(log, event, clock.millis()));
  }

  public void orphan(ChainLog log) {
    process()
        .commit(
            documents(log).<Write>map(d -> StakingLedger.orphaning(d, clock.millis())).toList());
  }

  public void restore(ChainLog log) {
    process()
        .commit(
            documents(log).<Write>map(d -> StakingLedger.restoring(d, clock.millis())).toList());
  }

  /** What is stored of a log: of a delegation also what it is to the operator. */
  private Stream<StoredDocument> documents(ChainLog log) {
    return process()
        .query(
            Queries.stakingEventsOfBlocks(
                CHAIN, CONTRACT.address(), log.blockNumber(), log.blockNumber()))
        .stream()
        .filter(document -> document.path().id().startsWith(log.id().toString()));
  }

  public void settle() {
    settle(process());
  }

  public void settle(Store store) {
    book(store).settle(CHAIN, CONTRACT, USER);
  }

  /** Settles whoever has something to settle. */
  public void settleAll() {
    StakeBook.Result result = book(process()).settlePending(CHAIN, CONTRACT, 10);
    assertEquals(Map.of(), result.failures());
  }

  /** Listens and settles: of a delegation both users. */
  public void happen(ChainLog log, StakingEvent event) {
    listen(log, event);
    settle();
    if (event instanceof Delegated || event instanceof Undelegated || !event.user().equals(USER)) {
      settleAll();
    }
  }

  public Voting.Booked vote(int collection, long votes) {
    return cast(process(), Action.VOTE, collection, votes);
  }

  public Voting.Booked unVote(int collection, long votes) {
    return cast(process(), Action.UNVOTE, collection, votes);
  }

  /** Casts a signed vote with a nonce of its own. */
  public Voting.Booked cast(Store store, Action action, int collection, long votes) {
    CollectionId id = StakeFacts.collection(collection);
    process().commit(List.of(new Write.Put(Paths.collection(id), Fields.EMPTY)));
    VoteRequest request = Ballots.of(StakeFacts.KEY, action, id, votes, ++nonces);
    return voting(store).cast(request.message(), request.signature());
  }

  public Fields staker() {
    return staker(USER);
  }

  public Fields staker(Address user) {
    return document(Paths.staker(CHAIN, CONTRACT.address(), user));
  }

  public long held(int collection) {
    DocumentPath path =
        Paths.stakerVotes(CHAIN, CONTRACT.address(), USER, StakeFacts.collection(collection));
    return document(path).integer("votes");
  }

  public Fields event(ChainLog log) {
    return document(Paths.stakingEvent(CHAIN, CONTRACT.address(), log.id().toString()));
  }

  private Fields document(DocumentPath path) {
    return Objects.requireNonNullElse(database.snapshot().get(path), Fields.EMPTY);
  }

  /** The documents without the names of requests and the times of writing. */
  public Map<String, Fields> facts() {
    Map<String, Fields> facts = new TreeMap<>();
    database
        .snapshot()
        .forEach(
            (path, fields) ->
                facts.put(
                    path.path(), fields.without("updatedAt").without("commit").without("request")));
    return facts;
  }

  @Override
  public ChainId chainId() {
    return CHAIN;
  }

  @Override
  public OptionalLong stakePower(Address contract, Address user, BlockHash block) {
    if (nodeIsAway || failing.contains(block)) {
      throw new NodeException.Unavailable("away", null);
    }
    Long power = powers.get(block);
    return power == null ? OptionalLong.empty() : OptionalLong.of(power);
  }

  @Override
  public Optional<String> view(Address contract, String data, BlockHash block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long headNumber() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Optional<BlockHeader>> headers(List<Long> numbers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LogRange logs(Collection<Address> contracts, long from, long to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public LogRange transfers(Address token, Address receiver, long from, long to) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ChainLog> transactionLogs(TxHash tx) {
    throw new UnsupportedOperationException();
  }
}
