package dev.curation.claims;

import static dev.curation.pools.PoolWorld.POOL;
import static dev.curation.pools.PoolWorld.person;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.ledger.Facts;
import dev.curation.ledger.Ledger;
import dev.curation.ledger.LedgerEvent;
import dev.curation.ledger.Watermark;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.payments.Outbox;
import dev.curation.payments.Payment;
import dev.curation.payments.Transfer;
import dev.curation.pools.LaneHours;
import dev.curation.pools.PoolAction;
import dev.curation.pools.PoolWorld;
import dev.curation.pools.Receipt;
import dev.curation.signing.RequestRefusedException;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import dev.curation.withdrawals.RefusedException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Weeks of a chain with several collections whose rewards come to be claimed, at random. */
final class ClaimHistory {
  static final CollectionId OTHER = CollectionId.parse("1:0x" + "70".repeat(20));
  static final CollectionId LANE = CollectionId.parse("1:0x" + "1a".repeat(20));
  static final CollectionId NEW = CollectionId.parse("1:0x" + "fe".repeat(20));
  static final List<CollectionId> COLLECTIONS = List.of(PoolWorld.COLLECTION, OTHER, LANE, NEW);
  static final int PEOPLE = 8;
  static final Denom TOKEN = new Denom("0x" + "7a".repeat(20));

  private static final List<Integer> OPERATORS = List.of(1, 2);
  private static final int OWNER = 8;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEKS = Duration.ofDays(32);

  final ClaimWorld world = new ClaimWorld();
  final PoolWorld pool = world.pool;
  final List<Stint> stints = new ArrayList<>();
  final List<TreeMaking.Made> made = new ArrayList<>();
  private final Random random;
  private final boolean isPunctual;
  private final Map<CollectionId, Map<Integer, Long>> votes = new HashMap<>();
  private final Map<CollectionId, List<LedgerEvent>> events = new HashMap<>();
  private final Map<CollectionId, Instant> behindUntil = new HashMap<>();
  private int payments;

  /** A time as an operator. */
  record Stint(int operator, BlockHour since, @Nullable BlockHour until) {
    boolean holds(int curator, BlockHour hour) {
      return operator == curator
          && since.compareTo(hour) <= 0
          && (until == null || hour.compareTo(until) < 0);
    }
  }

  /**
   * @param isPunctual whether every collection is sealed as soon as its hours are final
   */
  ClaimHistory(long seed, boolean isPunctual) {
    this.random = new Random(seed);
    this.isPunctual = isPunctual;
  }

  /** All wei that were paid for own shares by request. */
  BigInteger withdrawnShares() {
    return pool.below("shares").values().stream()
        .map(fields -> new BigInteger(fields.string("withdrawnWei")))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Whether trees are made in the meantime is all that may differ. */
  void run(boolean makesTrees) {
    world.open(null);
    for (int person = 1; person <= PEOPLE; person++) {
      pool.stake(person, 50);
    }
    Instant end = pool.now.plus(WEEKS);
    openLane();
    while (pool.now.isBefore(end)) {
      pool.now = pool.now.plus(Duration.ofMinutes(random.nextInt(900)));
      step();
      if (isPunctual || random.nextInt(3) == 0) {
        seal();
      }
      if (random.nextInt(3) == 0 && makesTrees) {
        make();
      }
    }
    finish(makesTrees);
  }

  /** Everything is sealed, withdrawn and in a tree. */
  private void finish(boolean makesTrees) {
    behindUntil.clear();
    for (int i = 0; i < 3; i++) {
      pool.now = pool.now.plus(Duration.ofHours(20));
      seal();
      pool.advance();
    }
    for (int person = 1; person <= PEOPLE; person++) {
      withdrawAll(person);
      for (CollectionId collection : COLLECTIONS) {
        withdrawShares(person, collection);
      }
    }
    for (int operator : OPERATORS) {
      submit(OWNER, new PoolAction.WithdrawOperator(person(OWNER), person(operator), null));
    }
    for (int i = 0; i < 2; i++) {
      pool.now = pool.now.plus(Duration.ofDays(8));
      seal();
      if (makesTrees) {
        make();
      }
    }
  }

  private void openLane() {
    BlockHour from = BlockHour.of(pool.now.plus(Duration.ofDays(9)).toEpochMilli());
    BlockHour until = BlockHour.of(pool.now.plus(Duration.ofDays(12)).toEpochMilli());
    var unused =
        pool.process()
            .commit(
                List.of(new Write.Merge(Paths.payouts(LANE), new LaneHours(from, until).encode())));
  }

  static boolean isLane(CollectionId collection, BlockHour hour) {
    long from = BlockHour.of(Facts.START + Duration.ofDays(9).toMillis()).start();
    long until = BlockHour.of(Facts.START + Duration.ofDays(12).toMillis()).start();
    return collection.equals(LANE) && hour.start() >= from && hour.start() < until;
  }

  private void step() {
    CollectionId collection = COLLECTIONS.get(random.nextInt(COLLECTIONS.size()));
    if (collection.equals(NEW) && pool.now.toEpochMilli() < Facts.at(2 * Facts.WEEK + 500)) {
      return;
    }
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> append(collection, Facts.sale(minute(0), fee()));
      case 4, 5 -> vote(collection, 1 + random.nextInt(PEOPLE));
      case 6 -> unVote(collection, 1 + random.nextInt(PEOPLE));
      case 7 -> append(collection, Facts.sale(minute(random.nextInt(3_000)), fee()));
      case 8 -> orphan(collection);
      case 9 -> operate(OPERATORS.get(random.nextInt(OPERATORS.size())));
      case 10 -> {
        int operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
        int person = 3 + random.nextInt(PEOPLE - 2);
        submit(
            person,
            new PoolAction.Delegate(
                person(person), person(operator), BigInteger.valueOf(1 + random.nextInt(3))));
      }
      case 11 -> withdrawAll(1 + random.nextInt(PEOPLE));
      case 12 -> withdrawShares(1 + random.nextInt(PEOPLE), collection);
      case 13 -> owe(false);
      case 14 -> owe(true);
      default -> fallBehind(collection);
    }
  }

  private long fee() {
    return 1 + (random.nextLong() >>> (8 + random.nextInt(50)));
  }

  /** Of the time so many minutes ago. */
  private int minute(int ago) {
    long now = (pool.now.toEpochMilli() - Facts.START) / Facts.MINUTE;
    return Math.toIntExact(Math.max(0, now - ago));
  }

  private void append(CollectionId collection, LedgerEvent event) {
    new Ledger(pool.process(), collection).append(List.of(event), pool.now.toEpochMilli());
    events.computeIfAbsent(collection, any -> new ArrayList<>()).add(event);
  }

  private void vote(CollectionId collection, int person) {
    long count = 1L + random.nextInt(9);
    append(collection, Facts.vote(minute(0), person(person), count));
    votes.computeIfAbsent(collection, any -> new HashMap<>()).merge(person, count, Long::sum);
  }

  private void unVote(CollectionId collection, int person) {
    Map<Integer, Long> of = votes.getOrDefault(collection, Map.of());
    long count = of.getOrDefault(person, 0L);
    if (count > 0) {
      // All of them at times: whoever has none any more has earned all the same.
      long gone = random.nextBoolean() ? count : 1;
      append(collection, Facts.unvote(minute(0), person(person), gone));
      of.merge(person, -gone, Long::sum);
    }
  }

  /** A sale of any time, sealed or not. */
  private void orphan(CollectionId collection) {
    List<LedgerEvent> sales =
        events.getOrDefault(collection, List.of()).stream()
            .filter(event -> event instanceof LedgerEvent.Sale)
            .toList();
    if (!sales.isEmpty()) {
      LedgerEvent event = sales.get(random.nextInt(sales.size()));
      Ledger ledger = new Ledger(pool.process(), collection);
      ledger.orphan(List.of(event.id()), pool.now.toEpochMilli());
      if (random.nextInt(4) == 0) {
        seal();
        ledger.append(List.of(event), pool.now.toEpochMilli());
      }
    }
  }

  private void operate(int operator) {
    Stint open =
        stints.stream()
            .filter(each -> each.operator() == operator && each.until() == null)
            .findFirst()
            .orElse(null);
    if (open == null) {
      Receipt receipt =
          submit(
              operator,
              new PoolAction.CreateOperator(
                  person(operator), person(OWNER), BigInteger.TEN.pow(17)));
      if (receipt != null && receipt.countsFrom() != null) {
        stints.add(new Stint(operator, new BlockHour(receipt.countsFrom()), null));
      }
      return;
    }
    Receipt receipt = submit(OWNER, new PoolAction.RemoveOperator(person(OWNER), person(operator)));
    if (receipt != null && receipt.countsFrom() != null) {
      stints.remove(open);
      stints.add(new Stint(operator, open.since(), new BlockHour(receipt.countsFrom())));
    }
  }

  private void withdrawAll(int person) {
    submit(person, new PoolAction.WithdrawAll(person(person), null, null, BigInteger.valueOf(100)));
  }

  private void withdrawShares(int person, CollectionId collection) {
    submit(person, new PoolAction.WithdrawShares(person(person), collection.address(), null));
  }

  private @Nullable Receipt submit(int person, PoolAction action) {
    try {
      return pool.submit(person, action);
    } catch (RefusedException | RequestRefusedException e) {
      return null;
    }
  }

  /** As reward programs pay: a reward, or what was left of funds, which is sent. */
  private void owe(boolean isReward) {
    List<Transfer> transfers = new ArrayList<>();
    int to = 1 + random.nextInt(PEOPLE);
    transfers.add(new Transfer(person(to), person(to), TOKEN, Wei.of(fee())));
    if (random.nextBoolean()) {
      transfers.add(new Transfer(person(to), person(OWNER), Denom.NATIVE, Wei.of(fee())));
    }
    Payment payment = new Payment("program-" + ++payments, POOL, transfers);
    long now = pool.now.toEpochMilli();
    var unused =
        pool.process()
            .commit(
                List.of(
                    isReward
                        ? Outbox.owed(pool.process(), payment, now)
                        : Outbox.due(payment, now)));
  }

  /** Its source delivers nothing for some days. */
  private void fallBehind(CollectionId collection) {
    if (!isPunctual) {
      behindUntil.put(collection, pool.now.plus(DAY.multipliedBy(1 + random.nextInt(9))));
    }
  }

  void seal() {
    for (CollectionId collection : COLLECTIONS) {
      Instant behind = behindUntil.getOrDefault(collection, Instant.MIN);
      if (behind.isBefore(pool.now)) {
        new Watermark(pool.process(), collection).advance("chain", pool.now.toEpochMilli());
      }
    }
    pool.tick();
    pool.now = pool.now.plusSeconds(1);
    pool.tick();
    if (random.nextBoolean()) {
      pool.advance();
    }
  }

  void make() {
    world.make().ifPresent(made::add);
  }
}
