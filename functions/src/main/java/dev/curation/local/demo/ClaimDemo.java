package dev.curation.local.demo;

import static dev.curation.local.demo.PoolClient.address;
import static dev.curation.local.demo.PoolClient.none;
import static dev.curation.local.demo.PoolClient.number;

import com.google.common.collect.Lists;
import dev.curation.documents.Paths;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.local.LocalStack;
import dev.curation.local.TestWallet;
import dev.curation.local.demo.PoolClient.Asked;
import dev.curation.replay.CryptoPunksSales;
import dev.curation.store.Fields;
import dev.curation.store.Write;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;

/**
 * Three weeks of CryptoPunks sales with the votes of holders: the first is earned as before, the
 * other two are claimed by Merkle proof on a local chain. An operator with a delegator votes too;
 * both ask for what they have earned by signed requests, so that it comes into the trees.
 */
public final class ClaimDemo {
  public static final Instant START = Instant.parse("2021-01-17T00:00:00Z");
  public static final int DAYS = 21;

  /** The sender of claims, the contract's owner, its guardian, the operator, the delegator. */
  public static final int ACCOUNTS = 5;

  /** How long the functions wait for facts that may still change. */
  public static final Duration FINALITY_DELAY = Duration.ofHours(1);

  private static final int WEEK = 7;
  private static final int CHUNK = 1_000;
  private static final String SOURCE = "demo";
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final LocalStack stack;
  private final ClaimChain chain;
  private final LongConsumer clock;
  private final Runnable settle;
  private final RandomGenerator random;
  private final List<LedgerEvent> sales;
  private final PoolPerson operator;
  private final PoolPerson delegator;
  private final PoolClient pool;
  private final ClaimCount count;
  private final ClaimDesk desk;
  private final List<ClaimOutcome.Week> weeks = new ArrayList<>();
  private long opened;
  private long now;

  /**
   * @param sales of CryptoPunks with the votes of holders, all there are
   * @param clock is told the time, milliseconds since the epoch: the stack's clock
   * @param settle has everything aggregated that is in the ledgers, and the pools advanced
   */
  public ClaimDemo(
      LocalStack stack,
      ClaimChain chain,
      RandomGenerator random,
      List<LedgerEvent> sales,
      LongConsumer clock,
      Runnable settle) {
    this.stack = stack;
    this.chain = chain;
    this.random = random;
    this.clock = clock;
    this.settle = settle;
    this.sales =
        sales.stream()
            .filter(event -> event.position().timestamp() >= at(0))
            .filter(event -> event.position().timestamp() < at(DAYS))
            .toList();
    List<TestWallet> wallets = TestWallet.first(ACCOUNTS);
    this.operator = new PoolPerson("operator", wallets.get(3), 5 + random.nextInt(10));
    this.delegator = new PoolPerson("delegator", wallets.get(4), 20 + random.nextInt(200));
    this.pool =
        new PoolClient(new Post(stack.functions()), CryptoPunksSales.COLLECTION, chain.staker());
    this.count = new ClaimCount(Set.of(operator.hex(), delegator.hex()));
    this.desk = new ClaimDesk(stack, chain, List.of(operator, delegator), random);
  }

  /** Before anything happens. */
  public static long begin() {
    return at(-1);
  }

  private static long at(int day) {
    return START.toEpochMilli() + day * DAY;
  }

  /**
   * Plays it to the end.
   *
   * @param progress is told the days done
   */
  public void play(IntConsumer progress) {
    open();
    pass(0, WEEK);
    progress.accept(WEEK);
    for (int week = 1; week * WEEK < DAYS; week++) {
      int begin = week * WEEK;
      int asks = begin + 2 + random.nextInt(4);
      pass(begin, asks);
      ask(week, at(asks));
      progress.accept(asks);
      pass(asks, begin + WEEK);
      weeks.add(payOut(begin));
      progress.accept(begin + WEEK);
    }
  }

  private void moveTo(long time) {
    now = time;
    clock.accept(time);
  }

  private void passAMinute() {
    moveTo(now + MINUTE);
  }

  /** The stakes of the operator and the delegator, the operator's votes, and the order. */
  private void open() {
    moveTo(at(0) - HOUR);
    chain.stake(3, operator.tokens());
    chain.stake(4, delegator.tokens());
    chain.finish(now - MINUTE);
    var unused = stack.poll();
    var listed = new Write.Put(Paths.collection(CryptoPunksSales.COLLECTION), Fields.EMPTY);
    stack.store().commit(List.of(listed));
    moveTo(at(0));
    opened = desk.open();
    passAMinute();
    pool.vote(operator, operator.tokens(), now);
    Deeds deeds = count.deeds();
    deeds.votes.add(new Deeds.Vote(now, operator.hex(), operator.tokens()));
    passAMinute();
    BigInteger rate = BigInteger.TEN.pow(16).multiply(BigInteger.valueOf(5 + random.nextInt(20)));
    ask(
        operator,
        "CreateOperator",
        address("operator", operator),
        address("owner", operator),
        number("commissionE18", rate.toString()));
    deeds.terms.add(new Deeds.Term(now, operator.hex(), operator.hex()));
    deeds.rates.add(new Deeds.Rate(now, operator.hex(), rate));
    moveTo(at(0) + HOUR + MINUTE);
    ask(
        delegator,
        "Delegate",
        address("curator", delegator),
        address("operator", operator),
        number("votes", Long.toString(delegator.tokens())));
    deeds.placed.add(new Deeds.Placed(now, delegator.hex(), operator.hex(), delegator.tokens()));
  }

  private void ask(PoolPerson person, String type, TestWallet.Member... members) {
    pool.ask(List.of(new Asked(person, type, List.of(members))), now);
  }

  /** The sales of some days are replayed, and become final. */
  private void pass(int from, int until) {
    List<LedgerEvent> events =
        sales.stream()
            .filter(event -> event.position().timestamp() >= at(from))
            .filter(event -> event.position().timestamp() < at(until))
            .toList();
    moveTo(at(until));
    Ledger ledger = new Ledger(stack.functionsStore(), CryptoPunksSales.COLLECTION);
    for (List<LedgerEvent> chunk : Lists.partition(events, CHUNK)) {
      var unused = ledger.append(chunk, now);
    }
    count.add(events);
    chain.finish(now);
    moveTo(now + FINALITY_DELAY.toMillis() + MINUTE);
    var unusedPoll = stack.poll();
    Watermark.ofChain(stack.store(), ClaimChain.CHAIN).advance(SOURCE, at(until));
    settle.run();
  }

  /** The delegator asks for all there is each week, the operator in the last one. */
  private void ask(int week, long midnight) {
    // A pool takes hours in an hour after they may be sealed.
    long until = midnight - HOUR;
    passAMinute();
    ask(
        delegator,
        "WithdrawAll",
        address("curator", delegator),
        none("to"),
        none("after"),
        number("maxDelegations", "100"));
    count.ask(delegator.hex(), until);
    if ((week + 1) * WEEK == DAYS) {
      passAMinute();
      ask(
          operator,
          "WithdrawOperator",
          address("owner", operator),
          address("operator", operator),
          none("to"));
      count.ask(operator.hex(), until);
    }
  }

  /** The tree of a week that is over; its root after the timelock; the claims by it. */
  private ClaimOutcome.Week payOut(int begin) {
    ClaimDesk.Proposed proposed = desk.propose(count.claimable(opened, at(begin + WEEK)));
    moveTo(now + ClaimChain.TIMELOCK.toMillis() + MINUTE);
    chain.finish(now);
    return desk.pay(at(begin), proposed);
  }

  /** What it came to. */
  public ClaimOutcome outcome() {
    return new ClaimOutcome(
        count.deeds().sales.size(), count.fees().toString(), opened, weeks, desk.checks());
  }
}
