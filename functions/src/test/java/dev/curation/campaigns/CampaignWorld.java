package dev.curation.campaigns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.commits.Act;
import dev.curation.decoding.TokenTransfer;
import dev.curation.documents.Paths;
import dev.curation.documents.ProgramPaths;
import dev.curation.documents.ProgramQueries;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.SaleFacts;
import dev.curation.ledger.Watermark;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.pools.PoolWorld;
import dev.curation.programs.Activity;
import dev.curation.programs.EventType;
import dev.curation.programs.ProgramRequest;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.staking.StakeFacts;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.ECKeyPair;

/**
 * Reward programs on a simulated database: people with keys, tokens and facts of the ledgers. Facts
 * are final as soon as they are known.
 */
public final class CampaignWorld {
  public static final ChainId CHAIN = StakeFacts.CHAIN;
  public static final CollectionId TOKEN = new CollectionId(CHAIN, StakeFacts.address(0x70ce));
  private static final BackOff AT_ONCE = attempt -> {};
  private static final BigInteger FOR_EVER = BigInteger.valueOf(1L << 40);

  public Instant now = Instant.ofEpochMilli(1_700_000_000_000L);
  public final InstantSource clock = () -> now;
  public final SimulatedDatabase database = new SimulatedDatabase(clock);
  private final @Nullable Store other;
  private int ids;
  private int requests;
  private long logs;

  public CampaignWorld() {
    this(null);
  }

  /**
   * @param other everything is in another database; null: in the simulated one
   */
  CampaignWorld(@Nullable Store other) {
    this.other = other;
  }

  /** Another world that says the same. */
  CampaignWorld copy() {
    CampaignWorld copy = new CampaignWorld();
    copy.now = now;
    copy.ids = ids;
    copy.requests = requests;
    copy.logs = logs;
    Store filled = copy.process();
    List<Write> writes = new ArrayList<>();
    database.snapshot().forEach((path, fields) -> writes.add(new Write.Put(path, fields)));
    for (int i = 0; i < writes.size(); i += Store.MAX_WRITES) {
      filled.commit(writes.subList(i, Math.min(i + Store.MAX_WRITES, writes.size())));
    }
    return copy;
  }

  /** The key of whoever has a name. */
  public static ECKeyPair key(String name) {
    return ECKeyPair.create(BigInteger.valueOf(1_000_003L + Math.abs((long) name.hashCode())));
  }

  public static Address person(String name) {
    return StakeFacts.userOf(key(name));
  }

  public Store process() {
    return other == null ? process(Faults.NONE) : other;
  }

  public Store process(Faults faults) {
    return new SimulatedStore(database, faults);
  }

  public synchronized String id() {
    return "id-" + ++ids;
  }

  public ProgramDesk desk(Store store) {
    return new ProgramDesk(
        store, Map.of(CHAIN, StakeFacts.CONTRACT), Duration.ZERO, clock, AT_ONCE);
  }

  public ProgramAdvance advance(Store store) {
    return new ProgramAdvance(
        store,
        new ActivityFeed(store, Duration.ZERO, clock, this::id, AT_ONCE),
        clock,
        this::id,
        AT_ONCE,
        Duration.ofHours(1));
  }

  public ProgramAnswers answers() {
    return new ProgramAnswers(process(), clock);
  }

  public ProgramAdministration administration() {
    return administration(process());
  }

  ProgramAdministration administration(Store store) {
    return new ProgramAdministration(store, clock, this::id, AT_ONCE);
  }

  public Act act() {
    return new Act("order-" + ++requests, "operator", "for the test", "order " + requests);
  }

  /** Somebody's tokens arrive. */
  public void deposit(Address from, CollectionId asset, BigInteger amount) {
    var unused = deposits(process()).credit(asset, transfer(++logs, from, asset, amount));
  }

  ProgramDeposits deposits(Store store) {
    return new ProgramDeposits(store, clock, AT_ONCE);
  }

  static TokenTransfer transfer(long number, Address from, CollectionId asset, BigInteger amount) {
    return new TokenTransfer(
        log(number), asset.address(), from, StakeFacts.address(0x7ea), Wei.of(amount), number);
  }

  private static LogId log(long number) {
    return new LogId(
        CHAIN,
        new BlockHash(String.format(Locale.ROOT, "0x%064x", number)),
        new TxHash(String.format(Locale.ROOT, "0x%064x", number)),
        0);
  }

  /** Signed by whoever has the name. */
  public SignedProgramMessage signed(String name, ProgramAction action, String requestId) {
    ProgramMessage message = new ProgramMessage(CHAIN, action, requestId, FOR_EVER);
    return new SignedProgramMessage(
        message, PoolWorld.sign(key(name), message.digest(StakeFacts.CONTRACT.address())));
  }

  /** Signs under a fresh id and submits, in a process without faults: the result. */
  public Fields submit(String name, ProgramAction action) {
    return desk(process()).submit(signed(name, action, "request-" + ++requests)).map("result");
  }

  /** The id of the new program. */
  public long create(String creator, ProgramRequest request) {
    return submit(creator, creation(request)).integer("program");
  }

  public static ProgramAction creation(ProgramRequest request) {
    CollectionId asset = CollectionId.parse(request.asset());
    CollectionId capAsset =
        CollectionId.parse(Objects.requireNonNullElse(request.maxRewardAsset(), request.asset()));
    return new ProgramAction.CreateProgram(
        new Address(request.creator()), asset.address(), capAsset.address(), request);
  }

  /**
   * A fact comes into its ledger; users, collections and contracts of the activity are addresses.
   *
   * @return its document
   */
  public DocumentPath happen(Activity activity) {
    return happen(activity, ++logs);
  }

  /**
   * The same; one that is there already stays as it is.
   *
   * @param number its place among the facts of its time
   */
  DocumentPath happen(Activity activity, long number) {
    return switch (activity.type()) {
      case VOTE, UNVOTE, SALE -> inLedger(activity, number);
      case STAKE, UNSTAKE -> inStakingLedger(activity, number);
    };
  }

  private DocumentPath inLedger(Activity activity, long number) {
    CollectionId collection =
        new CollectionId(CHAIN, new Address(Objects.requireNonNull(activity.collection())));
    EventId id = new EventId(String.format(Locale.ROOT, "event-%09d", number));
    ChainPosition position = new ChainPosition(activity.timestampMs(), number, null, null);
    Address user = new Address(activity.user());
    LedgerEvent event =
        switch (activity.type()) {
          case VOTE ->
              new LedgerEvent.VotesAdded(id, position, user, votes(activity), VotesPerToken.ZERO);
          case UNVOTE -> new LedgerEvent.VotesRemoved(id, position, user, votes(activity));
          default ->
              new LedgerEvent.Sale(
                  id,
                  position,
                  Wei.ZERO,
                  new SaleFacts(
                      user,
                      new Address(Objects.requireNonNull(activity.seller())),
                      null,
                      null,
                      null,
                      null));
        };
    new Ledger(process(), collection).append(List.of(event), now.toEpochMilli());
    return Paths.event(collection, id.value());
  }

  private static Votes votes(Activity activity) {
    return Votes.of(activity.amount().longValueExact());
  }

  private DocumentPath inStakingLedger(Activity activity, long number) {
    LogId log = log(number);
    Address contract = new Address(Objects.requireNonNull(activity.contract()));
    DocumentPath path = Paths.stakingEvent(CHAIN, contract, log.toString());
    boolean stakes = activity.type() == EventType.STAKE;
    Fields fields =
        Fields.builder()
            .put("userAddress", activity.user())
            .put("chainId", CHAIN.toString())
            .put("contractAddress", contract.hex())
            .putIfPresent("collectionAddress", activity.collection())
            .put("timestamp", activity.timestampMs())
            .put("blockNumber", number)
            .put("blockHash", log.block().hex())
            .put("logIndex", 0L)
            .put("txHash", log.tx().hex())
            .put("isDeleted", false)
            .put("isApplied", false)
            .put("isJudged", false)
            .put("updatedAt", now.toEpochMilli())
            .put("discriminator", stakes ? "staked" : "unStaked")
            .put("amountWei", activity.amount().toString())
            .putIfPresent("duration", stakes ? 0L : null)
            .build();
    process().createEach(List.of(new Write.Create(path, fields)));
    return path;
  }

  /** A reorganisation takes a fact away, or brings it back. */
  public void mark(DocumentPath fact, boolean isDeleted) {
    Fields marks = Fields.builder().put("isDeleted", isDeleted).put("isJudged", false).build();
    process().commit(List.of(new Write.Update(fact, marks, null)));
  }

  /** All sources have delivered everything before a time; programs take account of it. */
  public ProgramAdvance.Report know(long untilMs) {
    reach(untilMs);
    return advance(process()).run(CHAIN);
  }

  /** The same before programs do. */
  public void reach(long untilMs) {
    if (now.toEpochMilli() < untilMs) {
      now = Instant.ofEpochMilli(untilMs);
    }
    Watermark.ofChain(process(), CHAIN).advance("poll", untilMs);
  }

  public Fields document(DocumentPath path) {
    return Objects.requireNonNullElse(database.snapshot().get(path), Fields.EMPTY);
  }

  /** All that payments owe to somebody in a token. */
  public BigInteger paid(Address to, CollectionId asset) {
    return transfers(asset)
        .filter(transfer -> to.hex().equals(transfer.get("to")))
        .map(transfer -> new BigInteger(transfer.string("amountWei")))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private Stream<Fields> transfers(CollectionId asset) {
    return process().query(Query.in(Paths.PAYMENTS)).stream()
        .map(payment -> payment.fields().map("transfers"))
        .filter(transfers -> transfers.has(asset.address().hex()))
        .map(transfers -> transfers.map(asset.address().hex()));
  }

  /** All that was ever deposited is available, held for programs, or paid. */
  void requireBalanced(CollectionId asset) {
    BigInteger deposited = BigInteger.ZERO;
    BigInteger there = BigInteger.ZERO;
    for (StoredDocument document : process().query(ProgramQueries.funds(asset))) {
      FundsRecord funds = FundsRecord.decode(Optional.of(document));
      deposited = deposited.add(funds.deposited());
      there = there.add(funds.available());
    }
    for (ProgramRecord program : programs()) {
      if (program.asset().equals(asset)) {
        there = there.add(program.program().escrow());
      }
    }
    there =
        transfers(asset)
            .map(transfer -> new BigInteger(transfer.string("amountWei")))
            .reduce(there, BigInteger::add);
    assertEquals(deposited, there, asset.toString());
  }

  public FundsRecord funds(Address owner, CollectionId asset) {
    return FundsRecord.decode(process().get(ProgramPaths.programFunds(asset, owner)));
  }

  /** The programs as they are stored. */
  List<ProgramRecord> programs() {
    return process().query(ProgramQueries.programs(null, "", 0, 0)).stream()
        .map(ProgramRecord::decode)
        .toList();
  }

  /** No program says why it stands still. */
  public void requireNoFailures(ProgramAdvance.Report report) {
    report
        .programs()
        .forEach((id, progress) -> assertEquals(null, progress.failure(), "program " + id));
  }
}
