package dev.curation.pools;

import static dev.curation.pools.PoolWorld.person;

import dev.curation.chain.Address;
import dev.curation.ledger.Facts;
import dev.curation.time.BlockHour;
import dev.curation.withdrawals.RefusedException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** People who do in a pool whatever comes into their heads. */
final class PoolHistory {
  static final List<Integer> OPERATORS = List.of(1, 2, 3);
  static final List<Integer> CURATORS = List.of(1, 2, 3, 4, 5);
  static final List<Integer> DELEGATORS = List.of(6, 7, 8, 9, 10, 11);

  /** The first of them delegates as well; each operator always has the same. */
  private static final List<Integer> OWNERS = List.of(6, 12, 12);

  private static final Duration DAY = Duration.ofHours(26);

  final PoolWorld world = new PoolWorld();
  final List<EagerRecount.Stint> stints = new ArrayList<>();
  private final Random random;
  private final Map<Integer, Long> staked = new HashMap<>();
  private final Map<Integer, Long> voted = new HashMap<>();
  private final List<PoolRequest> sent = new ArrayList<>();
  private final Map<PoolRequest, Receipt> receipts = new HashMap<>();
  private final Map<Integer, Long> ratedAt = new HashMap<>();
  private Instant sealedAt = world.now;
  private long advancedUntil;
  private int requests;
  int refused;

  PoolHistory(long seed) {
    random = new Random(seed);
  }

  void run(int steps) {
    for (int operator : OPERATORS) {
      world.stake(operator, 1);
      create(operator);
    }
    for (int delegator : DELEGATORS) {
      stake(delegator);
    }
    vote(CURATORS.getLast());
    seal();
    for (int step = 0; step < steps; step++) {
      world.now = world.now.plus(Duration.ofMinutes(random.nextInt(45)));
      step();
    }
    world.pass(DAY);
    world.pass(DAY);
    world.pass(DAY);
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0, 1 -> world.sale(fee());
      case 2 -> vote(any(CURATORS));
      case 3 -> unVote(any(CURATORS));
      case 4 -> stake(any(DELEGATORS));
      case 5 -> unStake(any(DELEGATORS));
      case 6, 7 -> submit(any(DELEGATORS), this::delegate);
      case 8 -> submit(any(DELEGATORS), this::undelegate);
      case 9 -> submit(any(DELEGATORS), this::redelegate);
      case 10 -> rate(any(OPERATORS));
      case 11 -> {
        create(any(OPERATORS));
        if (random.nextInt(4) == 0) {
          remove(any(OPERATORS));
        }
      }
      case 12 -> withdraw();
      case 13 -> sendAgain();
      case 14 -> advance();
      default -> seal();
    }
    world.sums();
  }

  private void seal() {
    world.seal(Duration.ofMinutes(random.nextInt(200)));
    sealedAt = world.now;
    if (random.nextBoolean()) {
      advance();
    }
  }

  /** The aggregations are never more than an hour behind. */
  private void advance() {
    if (Duration.between(sealedAt, world.now).compareTo(Duration.ofHours(1)) < 0) {
      advancedUntil = world.advance().until().start();
    }
  }

  private int any(List<Integer> people) {
    return people.get(random.nextInt(people.size()));
  }

  /** From one wei to several tokens. */
  private long fee() {
    return 1 + (random.nextLong() >>> (2 + random.nextInt(60)));
  }

  private long some() {
    return 1L + random.nextInt(20);
  }

  private BigInteger votes() {
    return BigInteger.valueOf(some());
  }

  private void vote(int curator) {
    long votes = some();
    world.vote(curator, votes);
    voted.merge(curator, votes, Long::sum);
  }

  private void unVote(int curator) {
    long votes = Math.min(some(), voted.getOrDefault(curator, 0L));
    if (votes > 0) {
      int minute = Math.toIntExact((world.now.toEpochMilli() - Facts.START) / Facts.MINUTE);
      world.append(Facts.unvote(minute, person(curator), votes));
      voted.merge(curator, -votes, Long::sum);
    }
  }

  private void stake(int delegator) {
    long tokens = some();
    world.stake(delegator, tokens);
    staked.merge(delegator, tokens, Long::sum);
  }

  private void unStake(int delegator) {
    long tokens = Math.min(some(), staked.getOrDefault(delegator, 0L));
    if (tokens > 0) {
      world.unStake(delegator, tokens);
      staked.merge(delegator, -tokens, Long::sum);
    }
  }

  private PoolAction delegate(Address person) {
    return new PoolAction.Delegate(person, person(any(OPERATORS)), votes());
  }

  private PoolAction undelegate(Address person) {
    return new PoolAction.Undelegate(person, person(any(OPERATORS)), votes());
  }

  private PoolAction redelegate(Address person) {
    return new PoolAction.Redelegate(
        person, person(any(OPERATORS)), person(any(OPERATORS)), votes());
  }

  private static int owner(int operator) {
    return OWNERS.get(operator - 1);
  }

  /** Always the same when an operator comes back. */
  private static BigInteger rateOf(int operator) {
    return BigInteger.TEN.pow(17).multiply(BigInteger.valueOf(operator));
  }

  private void create(int operator) {
    Receipt receipt =
        submit(
            operator,
            person ->
                new PoolAction.CreateOperator(person, person(owner(operator)), rateOf(operator)));
    if (receipt != null) {
      stints.add(
          new EagerRecount.Stint(
              person(operator),
              person(owner(operator)),
              rateOf(operator),
              receipt.at(),
              new BlockHour(Objects.requireNonNull(receipt.countsFrom())),
              null));
    }
  }

  /** Not while a change of its rate waits, which would be the next operator's of this name. */
  private void remove(int operator) {
    if (ratedAt.getOrDefault(operator, 0L) >= advancedUntil) {
      return;
    }
    Receipt receipt =
        submit(owner(operator), person -> new PoolAction.RemoveOperator(person, person(operator)));
    if (receipt != null) {
      BlockHour until = new BlockHour(Objects.requireNonNull(receipt.countsFrom()));
      stints.replaceAll(
          stint ->
              stint.operator().equals(person(operator)) && stint.until() == null
                  ? stint.ended(until)
                  : stint);
    }
  }

  private void rate(int operator) {
    BigInteger rate = BigInteger.TEN.pow(16).multiply(BigInteger.valueOf(random.nextInt(101)));
    submit(owner(operator), person -> new PoolAction.SetCommission(person, person(operator), rate));
    ratedAt.put(operator, world.now.toEpochMilli());
  }

  private void withdraw() {
    Address operator = person(any(OPERATORS));
    switch (random.nextInt(4)) {
      case 0 -> submit(any(DELEGATORS), person -> new PoolAction.Withdraw(person, operator, null));
      case 1 -> submit(any(DELEGATORS), PoolHistory::all);
      case 2 -> submit(any(CURATORS), PoolHistory::shares);
      default -> {
        int index = random.nextInt(OPERATORS.size());
        submit(
            OWNERS.get(index),
            person -> new PoolAction.WithdrawOperator(person, person(OPERATORS.get(index)), null));
      }
    }
  }

  private static PoolAction all(Address person) {
    return new PoolAction.WithdrawAll(person, null, null, BigInteger.valueOf(100));
  }

  private static PoolAction shares(Address person) {
    return new PoolAction.WithdrawShares(person, PoolWorld.COLLECTION.address(), null);
  }

  /** What somebody asks for. */
  private interface Wish {
    PoolAction of(Address person);
  }

  private @Nullable Receipt submit(int person, Wish wish) {
    PoolRequest request =
        world.signed(PoolWorld.key(person), wish.of(person(person)), "request-" + ++requests);
    try {
      Receipt receipt = world.desk(world.process()).submit(request);
      if (receipt.paymentId() != null || receipt.countsFrom() != null) {
        sent.add(request);
        receipts.put(request, receipt);
      }
      return receipt;
    } catch (RefusedException e) {
      refused++;
      return null;
    }
  }

  /** A request of any time before that did something; it is not done again. */
  private void sendAgain() {
    if (sent.isEmpty()) {
      return;
    }
    PoolRequest request = sent.get(random.nextInt(sent.size()));
    Receipt again = world.desk(world.process()).submit(request);
    if (!again.equals(receipts.get(request))) {
      throw new AssertionError(request + " gave " + again);
    }
  }

  /** Everybody withdraws everything. */
  void end() {
    for (int operator : OPERATORS) {
      submit(
          owner(operator),
          person -> new PoolAction.WithdrawOperator(person, person(operator), null));
    }
    for (int curator : CURATORS) {
      submit(curator, PoolHistory::shares);
    }
    for (int person = 1; person <= 12; person++) {
      submit(person, PoolHistory::all);
    }
  }
}
