package dev.curation.local.demo;

import static dev.curation.local.demo.PoolClient.address;
import static dev.curation.local.demo.PoolClient.none;
import static dev.curation.local.demo.PoolClient.number;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.decoding.ContractSet;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingContract;
import dev.curation.decoding.StakingEvent;
import dev.curation.documents.Paths;
import dev.curation.functions.ChainSetup;
import dev.curation.ledger.ChainPosition;
import dev.curation.ledger.EventId;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.SaleFacts;
import dev.curation.ledger.Watermark;
import dev.curation.listening.ChainSettings;
import dev.curation.local.LocalStack;
import dev.curation.local.TestWallet.Member;
import dev.curation.local.demo.PoolClient.Asked;
import dev.curation.money.Wei;
import dev.curation.staking.StakeBook;
import dev.curation.staking.StakingLedger;
import dev.curation.store.Fields;
import dev.curation.store.Store;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Simulated days of one collection: sales, votes, and two operators with their delegators. Votes
 * and requests to the pool are signed and go to the functions; sales and stakes are written as who
 * listens to a chain writes them.
 */
public final class PoolDemo {
  public static final ChainId CHAIN = new ChainId(1);
  public static final CollectionId COLLECTION =
      new CollectionId(CHAIN, new Address("0x" + "c0".repeat(20)));
  public static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  public static final int DAYS = 30;

  private static final StakingContract STAKING =
      new StakingContract(new Address("0x" + "5a".repeat(20)), true);
  private static final Address WRAPPED = new Address("0x" + "ee".repeat(20));
  private static final String SOURCE = "demo";
  private static final int HOURS = 24;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long BLOCK = Duration.ofSeconds(12).toMillis();

  /** Until the last hour is final and the pool has taken it in. */
  private static final Duration REST = Duration.ofHours(26);

  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final long MOST_FEE = 50_000_000_000_000_000L;
  private static final long PLACED_WITH_ITSELF = 200;

  private final Store store;
  private final RandomGenerator random;
  private final LongConsumer clock;
  private final int hours;
  private final PoolPerson.Cast cast = PoolPerson.Cast.make();
  private final PoolClient client;
  private final Deeds deeds = new Deeds();
  private long now = START.toEpochMilli();
  private int ids;

  /**
   * @param clock is told the time, milliseconds since the epoch: the stack's clock
   * @param days 6 or more
   */
  public PoolDemo(LocalStack stack, RandomGenerator random, LongConsumer clock, int days) {
    this.store = stack.store();
    this.random = random;
    this.clock = clock;
    this.hours = days * HOURS;
    this.client = new PoolClient(new Post(stack.functions()), COLLECTION, STAKING.address());
  }

  /** The chain as the functions know it: nothing but what backs votes. */
  public static ChainSetup setup() {
    ContractSet contracts = new ContractSet(CHAIN, WRAPPED, List.of(), Optional.of(STAKING));
    return new ChainSetup(new ChainSettings(contracts, 2, 12, OptionalLong.empty()), List.of());
  }

  /** Plays one day, from 0; at its end all of it is delivered. */
  public void day(int day) {
    List<LedgerEvent> sales = new ArrayList<>();
    for (int hour = day * HOURS; hour < (day + 1) * HOURS; hour++) {
      moveTo(START.toEpochMilli() + hour * HOUR);
      happen(hour);
      if (hour > 0 && random.nextInt(8) == 0) {
        vote(cast.voters().get(random.nextInt(cast.voters().size())));
      }
      if (hour % HOURS == 20) {
        withdrawSome();
      }
      sell(START.toEpochMilli() + hour * HOUR, sales);
    }
    var unused = new Ledger(store, COLLECTION).append(sales, now);
    delivered(START.toEpochMilli() + (day + 1L) * HOURS * HOUR);
  }

  /** Nothing happens until everything is final. */
  public void rest() {
    delivered(START.toEpochMilli() + hours * HOUR + REST.toMillis());
  }

  private void moveTo(long time) {
    now = time;
    clock.accept(time);
  }

  private void pass() {
    moveTo(now + MINUTE);
  }

  private void delivered(long until) {
    moveTo(until);
    Watermark.ofChain(store, CHAIN).advance(SOURCE, until);
  }

  /** The story; hours count from the start. */
  private void happen(int hour) {
    List<PoolPerson> late = List.of(cast.firstDelegators().getLast());
    if (hour == 0) {
      store.commit(List.of(new Write.Put(Paths.collection(COLLECTION), Fields.EMPTY)));
      cast.everybody().stream()
          .filter(p -> p.tokens() > 0 && !late.contains(p))
          .forEach(this::stake);
      cast.voters().forEach(this::vote);
    } else if (hour == 2) {
      create(cast.first(), cast.first(), 10);
    } else if (hour == 3) {
      place(cast.first(), cast.first(), PLACED_WITH_ITSELF);
      cast.firstDelegators().stream()
          .filter(p -> !late.contains(p))
          .forEach(p -> place(p, cast.first(), p.tokens()));
    } else if (hour == HOURS + 6) {
      create(cast.second(), cast.owner(), 5);
    } else if (hour == HOURS + 8) {
      cast.secondDelegators().forEach(p -> place(p, cast.second(), p.tokens()));
    } else if (hour == hours / 3) {
      setCommission(cast.first(), 15);
    } else if (hour == hours / 2) {
      PoolPerson person = cast.firstDelegators().get(1);
      replace(person, cast.first(), cast.second(), person.tokens() / 2);
    } else if (hour == hours * 3 / 5) {
      late.forEach(this::stake);
      late.forEach(p -> place(p, cast.first(), p.tokens()));
    } else if (hour == hours * 2 / 3) {
      PoolPerson person = cast.secondDelegators().get(2);
      takeBack(person, cast.second(), person.tokens());
    }
  }

  /** As who listens to the staking contract does. */
  private void stake(PoolPerson person) {
    pass();
    StakingEvent event =
        new StakingEvent.Staked(
            person.address(),
            TOKEN.multiply(BigInteger.valueOf(person.tokens())),
            StakeDuration.NONE);
    String hash = String.format(Locale.ROOT, "0x%064x", ++ids);
    ChainLog log =
        new ChainLog(
            new LogId(CHAIN, new BlockHash(hash), new TxHash(hash), 0),
            block(now),
            now,
            STAKING.address(),
            List.of(),
            "0x");
    var unused = store.createEach(StakingLedger.creations(log, event, now));
    new StakeBook(
            store,
            chain -> Optional.empty(),
            () -> Instant.ofEpochMilli(now),
            () -> "demo-" + ++ids,
            attempt -> {})
        .settle(CHAIN, STAKING, person.address());
  }

  private static long block(long time) {
    return (time - START.toEpochMilli()) / BLOCK;
  }

  /** Some votes more, or fewer. */
  private void vote(PoolPerson person) {
    pass();
    long most = person.tokens() - (person.equals(cast.first()) ? PLACED_WITH_ITSELF : 0);
    long held = client.held(person);
    boolean adds = held == 0 || (held < most && random.nextInt(3) > 0);
    long votes = adds ? 1 + random.nextLong(most - held) : -1 - random.nextLong(held);
    client.vote(person, votes, now);
    deeds.votes.add(new Deeds.Vote(now, person.hex(), votes));
  }

  private void sell(long hour, List<LedgerEvent> sales) {
    for (int i = random.nextInt(4); i > 0; i--) {
      long time = hour + random.nextLong(HOUR);
      BigInteger fee = BigInteger.valueOf(1 + random.nextLong(MOST_FEE));
      sales.add(
          new LedgerEvent.Sale(
              new EventId("sale-" + ++ids),
              new ChainPosition(time, block(time), 0, null),
              Wei.of(fee),
              SaleFacts.UNKNOWN));
      deeds.sales.add(new Deeds.Sale(time, fee));
    }
  }

  private void create(PoolPerson operator, PoolPerson owner, int percent) {
    ask(
        operator,
        "CreateOperator",
        address("operator", operator),
        address("owner", owner),
        number("commissionE18", rate(percent).toString()));
    deeds.terms.add(new Deeds.Term(now, operator.hex(), owner.hex()));
    deeds.rates.add(new Deeds.Rate(now, operator.hex(), rate(percent)));
  }

  private static BigInteger rate(int percent) {
    return BigInteger.TEN.pow(16).multiply(BigInteger.valueOf(percent));
  }

  private void setCommission(PoolPerson operator, int percent) {
    ask(
        operator,
        "SetCommission",
        address("owner", operator),
        address("operator", operator),
        number("rateE18", rate(percent).toString()));
    // From the next full hour on.
    deeds.rates.add(new Deeds.Rate(now + HOUR, operator.hex(), rate(percent)));
  }

  private void place(PoolPerson person, PoolPerson operator, long votes) {
    ask(
        person,
        "Delegate",
        address("curator", person),
        address("operator", operator),
        number("votes", Long.toString(votes)));
    deeds.placed.add(new Deeds.Placed(now, person.hex(), operator.hex(), votes));
  }

  private void takeBack(PoolPerson person, PoolPerson operator, long votes) {
    ask(
        person,
        "Undelegate",
        address("curator", person),
        address("operator", operator),
        number("votes", Long.toString(votes)));
    deeds.placed.add(new Deeds.Placed(now, person.hex(), operator.hex(), -votes));
  }

  private void replace(PoolPerson person, PoolPerson source, PoolPerson target, long votes) {
    ask(
        person,
        "Redelegate",
        address("curator", person),
        address("source", source),
        address("target", target),
        number("votes", Long.toString(votes)));
    deeds.placed.add(new Deeds.Placed(now, person.hex(), source.hex(), -votes));
    deeds.placed.add(new Deeds.Placed(now, person.hex(), target.hex(), votes));
  }

  private void ask(PoolPerson person, String type, Member... members) {
    pass();
    client.ask(List.of(new Asked(person, type, List.of(members))), now);
  }

  /** Whenever somebody withdraws, in the end it is the same. */
  private void withdrawSome() {
    pass();
    List<PoolPerson> delegators = cast.delegators();
    List<Asked> requests = new ArrayList<>();
    requests.add(withdrawAll(delegators.get(random.nextInt(delegators.size()))));
    if (now - START.toEpochMilli() > 3 * HOURS * HOUR) {
      requests.add(withdrawShares(cast.curators().get(random.nextInt(cast.curators().size()))));
    }
    client.ask(requests, now);
  }

  /** Everybody withdraws everything, all at once. */
  public void withdrawEverything() {
    pass();
    List<Asked> requests = new ArrayList<>();
    cast.delegators().forEach(person -> requests.add(withdrawAll(person)));
    requests.add(withdrawOperator(cast.first(), cast.first()));
    requests.add(withdrawOperator(cast.owner(), cast.second()));
    cast.voters().forEach(person -> requests.add(withdrawShares(person)));
    client.ask(requests, now);
  }

  private static Asked withdrawAll(PoolPerson person) {
    return new Asked(
        person,
        "WithdrawAll",
        List.of(
            address("curator", person),
            none("to"),
            none("after"),
            number("maxDelegations", "100")));
  }

  private static Asked withdrawOperator(PoolPerson owner, PoolPerson operator) {
    return new Asked(
        owner,
        "WithdrawOperator",
        List.of(address("owner", owner), address("operator", operator), none("to")));
  }

  private static Asked withdrawShares(PoolPerson person) {
    return new Asked(
        person,
        "WithdrawShares",
        List.of(
            address("curator", person),
            new Member("collection", "address", COLLECTION.address().hex()),
            none("to")));
  }

  /** What it came to, beside the eager count. */
  public PoolOutcome outcome() {
    return PoolOutcome.of(store, cast, deeds, client);
  }
}
