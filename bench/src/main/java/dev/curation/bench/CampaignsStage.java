package dev.curation.bench;

import dev.curation.campaigns.ActivityFeed;
import dev.curation.campaigns.ProgramAction;
import dev.curation.campaigns.ProgramAdministration;
import dev.curation.campaigns.ProgramAdvance;
import dev.curation.campaigns.ProgramDesk;
import dev.curation.campaigns.ProgramMessage;
import dev.curation.campaigns.SignedProgramMessage;
import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.commits.Act;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingContract;
import dev.curation.decoding.StakingEvent;
import dev.curation.documents.ProgramPaths;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.SaleFacts;
import dev.curation.ledger.Watermark;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import dev.curation.programs.Activity;
import dev.curation.programs.ActivityBooks;
import dev.curation.programs.EventType;
import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.Outcome;
import dev.curation.programs.ProgramRequest;
import dev.curation.signing.WalletSignature;
import dev.curation.staking.StakingLedger;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/** Programs, funds and a day of facts in the ledgers; and what must become of them. */
final class CampaignsStage {
  private static final ChainId CHAIN = new ChainId(1);
  private static final StakingContract STAKING =
      new StakingContract(new Address("0x" + "5a".repeat(20)), true);
  private static final ECKeyPair KEY = ECKeyPair.create(BigInteger.valueOf(0xc4ea704L));
  private static final String CREATOR = "0x" + Keys.getAddress(KEY);
  private static final CollectionId ASSET = CollectionId.parse(ProgramsMix.ASSET);
  private static final BigInteger FOR_EVER = BigInteger.ONE.shiftLeft(60);
  private static final int CHUNK = 400;

  private final Store store;
  private final int programs;
  private final List<Activity> events;
  private final AtomicLong now = new AtomicLong(ProgramsMix.START);
  private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
  private long pairs;

  CampaignsStage(Store store, int programs, int events) {
    this.store = store;
    this.programs = programs;
    this.events = ProgramsMix.spread(events);
  }

  private static ProgramRequest request(int program) {
    ProgramRequest mix = ProgramsMix.program(3 + program, 4, ProgramsMix.actions(program));
    return new ProgramRequest(
        mix.title(),
        mix.description(),
        CREATOR,
        mix.asset(),
        mix.total(),
        mix.maxRewardByAddress(),
        null,
        mix.programStartMs(),
        mix.claimPeriods(),
        mix.claimPeriodSeconds(),
        mix.maxRolloverClaimPeriods(),
        mix.expirationOffsetSeconds(),
        mix.minimumRolloverBps(),
        null,
        mix.actions());
  }

  /** Owners are registered, funds are there, programs are created, and everything has happened. */
  void set() {
    ProgramAdministration administration =
        new ProgramAdministration(store, clock, CampaignsStage::id, attempt -> {});
    int number = 0;
    for (String owner : ProgramsMix.owners()) {
      number++;
      var unused =
          administration.registerOwner(
              new CollectionId(CHAIN, new Address(ProgramsMix.address(5_000_000 + number))),
              new Address(owner),
              new Act("owner-" + number, "bench", "for the bench", "owner " + number));
    }
    Watermark.ofChain(store, CHAIN).advance("bench", ProgramsMix.START);
    fund();
    ProgramDesk desk =
        new ProgramDesk(store, Map.of(CHAIN, STAKING), Duration.ZERO, clock, attempt -> {});
    for (int i = 0; i < programs; i++) {
      var unused = desk.submit(signed(i));
    }
    happen();
    now.set(ProgramsMix.START + Duration.ofDays(2).toMillis());
    Watermark.ofChain(store, CHAIN).advance("bench", now.get());
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  /** Simulated: nobody has sent these tokens. */
  private void fund() {
    String all = ProgramsMix.TOTAL.multiply(BigInteger.valueOf(programs)).toString();
    Fields funds =
        Fields.builder()
            .put("depositedWei", all)
            .put("availableWei", all)
            .put("lockedWei", "0")
            .put("withdrawnWei", "0")
            .put("updatedAt", now.get())
            .build();
    var unused =
        store.commit(
            List.of(new Write.Put(ProgramPaths.programFunds(ASSET, new Address(CREATOR)), funds)));
  }

  private static SignedProgramMessage signed(int program) {
    ProgramMessage message =
        new ProgramMessage(
            CHAIN,
            new ProgramAction.CreateProgram(
                new Address(CREATOR), ASSET.address(), ASSET.address(), request(program)),
            "program-" + program,
            FOR_EVER);
    Sign.SignatureData data = Sign.signMessage(message.digest(STAKING.address()), KEY, false);
    HexFormat hex = HexFormat.of();
    return new SignedProgramMessage(
        message,
        new WalletSignature(
            "0x"
                + hex.formatHex(data.getR())
                + hex.formatHex(data.getS())
                + hex.formatHex(data.getV())));
  }

  private void happen() {
    Map<String, List<LedgerEvent>> votesAndSales = new TreeMap<>();
    List<Write.Create> stakes = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Activity event = events.get(i);
      switch (event.type()) {
        case VOTE, UNVOTE, SALE ->
            votesAndSales
                .computeIfAbsent(Objects.requireNonNull(event.collection()), c -> new ArrayList<>())
                .add(fact(event, i));
        case STAKE, UNSTAKE -> stakes.add(stake(event, i));
      }
    }
    votesAndSales.forEach(
        (collection, facts) ->
            new Ledger(store, new CollectionId(CHAIN, new Address(collection)))
                .append(facts, now.get()));
    for (int from = 0; from < stakes.size(); from += CHUNK) {
      var unused = store.createEach(stakes.subList(from, Math.min(stakes.size(), from + CHUNK)));
    }
  }

  private static LedgerEvent fact(Activity event, int number) {
    EventId id = new EventId("event-" + number);
    ChainPosition position = new ChainPosition(event.timestampMs(), number, null, null);
    Address user = new Address(event.user());
    return switch (event.type()) {
      case VOTE ->
          new LedgerEvent.VotesAdded(
              id, position, user, Votes.of(event.amount().longValueExact()), VotesPerToken.ZERO);
      case UNVOTE ->
          new LedgerEvent.VotesRemoved(
              id, position, user, Votes.of(event.amount().longValueExact()));
      default ->
          new LedgerEvent.Sale(
              id,
              position,
              Wei.ZERO,
              new SaleFacts(
                  user,
                  new Address(Objects.requireNonNull(event.seller())),
                  null,
                  null,
                  null,
                  null));
    };
  }

  private static Write.Create stake(Activity event, int number) {
    Address user = new Address(event.user());
    StakingEvent happened =
        event.type() == EventType.STAKE
            ? new StakingEvent.Staked(user, event.amount(), StakeDuration.NONE)
            : new StakingEvent.UnStaked(user, event.amount());
    ChainLog log =
        new ChainLog(
            new LogId(
                CHAIN,
                new BlockHash(String.format("0x%064x", number)),
                new TxHash(String.format("0x%064x", number)),
                0),
            number,
            event.timestampMs(),
            new Address(Objects.requireNonNull(event.contract())),
            List.of(),
            "0x");
    Write.Create plain = StakingLedger.creations(log, happened, event.timestampMs()).getFirst();
    Fields favoured =
        Fields.builder().putIfPresent("collectionAddress", event.collection()).build();
    return new Write.Create(plain.path(), plain.fields().with(favoured));
  }

  /** What the scheduler calls. */
  ProgramAdvance.Report advance() {
    return new ProgramAdvance(
            store,
            new ActivityFeed(store, Duration.ZERO, clock, CampaignsStage::id, attempt -> {}),
            clock,
            CampaignsStage::id,
            attempt -> {},
            Duration.ofHours(1))
        .run(CHAIN);
  }

  /** The same in memory. */
  MemoryPrograms expected() {
    ActivityBooks books = new ActivityBooks();
    ProgramsMix.owners().forEach(books::registerOwner);
    MemoryPrograms engine = new MemoryPrograms(books);
    engine.credit(
        CREATOR, ProgramsMix.ASSET, ProgramsMix.TOTAL.multiply(BigInteger.valueOf(programs)));
    for (int i = 0; i < programs; i++) {
      var unused = engine.create(ProgramsMix.START, request(i));
    }
    for (Activity event : events) {
      Set<Long> granting = new HashSet<>();
      engine.event(
          event.timestampMs(),
          event,
          judgement -> {
            if (judgement.outcome() == Outcome.GRANTED) {
              granting.add(judgement.program());
            }
          });
      pairs += granting.size();
    }
    engine.tick(now.get());
    return engine;
  }

  /** How often an event earned something in a program; known once that is computed. */
  long pairs() {
    return pairs;
  }
}
