package dev.curation.lanes;

import static dev.curation.pools.PoolWorld.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.commits.Act;
import dev.curation.ledger.Facts;
import dev.curation.money.Wei;
import dev.curation.pools.PoolBusyException;
import dev.curation.settlement.LaneParameters;
import dev.curation.settlement.LaneRefusal;
import dev.curation.settlement.LaneRefusedException;
import dev.curation.simulation.Faults;
import dev.curation.simulation.Operation;
import dev.curation.simulation.ProcessKilled;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A lane to which everything happens, beside an engine in memory that is told what has taken effect
 * in the databases, in that order.
 */
final class LaneSchedule extends LaneOracle {
  private final Random random;
  private final Map<Integer, Long> votes = new HashMap<>();
  private boolean isPaying = true;
  private int gifts;
  final Map<String, Integer> counts = new TreeMap<>();

  LaneSchedule(long seed) {
    random = new Random(seed);
  }

  void run(int steps) {
    for (int curator : List.of(1, 2, 4)) {
      world.accrual.vote(curator, curator);
      votes.put(curator, (long) curator);
    }
    sale();
    seal();
    transmit();
    check();
    for (int step = 0; step < steps; step++) {
      step();
      check();
    }
    finish();
  }

  private void count(String what) {
    note = what;
    counts.merge(what, 1, Integer::sum);
  }

  private void step() {
    switch (random.nextInt(21)) {
      case 0 -> vote();
      case 1 -> sale();
      case 2 -> {
        sale();
        seal();
      }
      case 3, 4, 5 -> transmit();
      case 6, 7, 8, 9, 10, 11 -> deliver();
      case 12 -> inbox(mayFail());
      case 13 -> refund();
      case 14 -> cancel();
      case 15 -> settleShort();
      case 16 -> release();
      case 17 -> curators();
      case 18 -> parameters();
      default -> more();
    }
  }

  private void sale() {
    count("sale");
    world.accrual.sale(1 + (random.nextLong() >>> (2 + random.nextInt(60))));
  }

  private void seal() {
    count("seal");
    world.accrual.seal(Duration.ofMinutes(30 + random.nextInt(200)));
  }

  /** Wei come home, and stay there. */
  private void bringHome() {
    LaneParameters now = accrual.parameters();
    set(
        new LaneParameters(
            now.blocksPerTransmission(), now.redistributionFractionE18(), null, true));
    refund();
  }

  private void more() {
    switch (random.nextInt(4)) {
      case 0 -> {
        count("gift");
        boolean isKnown = random.nextBoolean();
        String unused =
            world.tokens(
                "gift-" + ++gifts,
                1 + random.nextInt(100),
                isKnown ? LaneWorld.SENDER : LaneWorld.RECEIVER);
      }
      case 1 -> send();
      case 2 -> {
        count("resend");
        long seq = anyBatch();
        order(
            (a, p, act) ->
                world.administration(a, p).resendWeights(LaneWorld.LANE, LaneWorld.DENOM, seq, act),
            () -> {
              if (accrual.of(LaneWorld.DENOM).batches().get(seq) == null) {
                throw dev.curation.settlement.LaneRefusal.UNKNOWN_BATCH.of("seq", seq);
              }
            });
      }
      default -> {
        count("paying");
        pay(!isPaying);
      }
    }
  }

  private void pay(boolean isOn) {
    catchUp();
    var unused =
        world
            .payoutAdministration()
            .set(LaneWorld.LANE, isOn ? LaneScene::everything : LaneScene::nothing, world.act());
    isPaying = isOn;
    var unusedSettled = payout.setPayoutDenoms(isOn ? null : Set.of());
  }

  private void vote() {
    count("vote");
    int curator = CURATORS.get(random.nextInt(CURATORS.size()));
    long before = votes.getOrDefault(curator, 0L);
    if (before > 0 && random.nextInt(3) == 0) {
      int minute = Math.toIntExact((world.accrual.now.toEpochMilli() - Facts.START) / Facts.MINUTE);
      world.accrual.append(Facts.unvote(minute, person(curator), before));
      votes.put(curator, 0L);
    } else {
      long more = 1L + random.nextInt(1000);
      world.accrual.vote(curator, more);
      votes.put(curator, before + more);
    }
  }

  /** Dies, or gets no answer, at one of the next operations; or nothing goes wrong. */
  private Faults mayFail() {
    if (random.nextInt(2) == 0) {
      return Faults.NONE;
    }
    int at = 1 + random.nextInt(14);
    boolean isAfter = random.nextBoolean();
    boolean isKill = random.nextBoolean();
    return new Faults() {
      @Override
      public void beforeOperation(Operation operation) {
        fail((!isAfter && operation.sequence() == at) || operation.sequence() > at);
      }

      @Override
      public void afterOperation(Operation operation) {
        fail(isAfter && operation.sequence() == at);
      }

      private void fail(boolean isNow) {
        if (isNow) {
          counts.merge("failure", 1, Integer::sum);
          if (isKill) {
            throw new ProcessKilled("killed");
          }
          throw new StoreException.Unavailable("away", null);
        }
      }
    };
  }

  private static boolean tryTo(Runnable work) {
    try {
      work.run();
      return true;
    } catch (StoreException | PoolBusyException | ProcessKilled e) {
      return false;
    }
  }

  private void transmit() {
    count("transmit");
    Store here = world.accrual.process(mayFail());
    Store there = world.payoutProcess(mayFail());
    var unused =
        tryTo(
            () -> {
              var unusedReport = world.transmission(here, there).run(LaneWorld.LANE);
            });
  }

  /** One message, of any age, is delivered, perhaps again; one that fails comes again later. */
  private void deliver() {
    if (world.published.isEmpty()) {
      return;
    }
    count("deliver");
    LaneWorld.Published message = world.published.get(random.nextInt(world.published.size()));
    LaneInbox inbox = world.inbox(world.payoutProcess(mayFail()));
    boolean isTaken =
        tryTo(
            () -> {
              String unused =
                  message.topic().equals(LaneChannels.WEIGHTS)
                      ? inbox.weights(message.body())
                      : inbox.tokens(message.body());
            });
    if (isTaken && random.nextInt(3) > 0) {
      world.published.remove(message);
    }
  }

  private void inbox(Faults faults) {
    count("inbox");
    var unused =
        tryTo(
            () -> {
              var unusedReport = world.inbox(world.payoutProcess(faults)).run(LaneWorld.LANE);
            });
  }

  /** What does not commute with a settlement that is due comes after it. */
  private void catchUp() {
    observe();
    inbox(Faults.NONE);
    observe();
  }

  private interface Order {
    Map<String, String> with(Store accrual, Store payout, Act act);
  }

  /**
   * An operator orders; where no answer comes, once more, after something else has happened.
   *
   * @param oracle is refused for the same reason, if the order is
   */
  private void order(Order order, Runnable oracle) {
    String name = note;
    catchUp();
    Act act = world.act();
    boolean[] isDone = {false};
    boolean isAnswered = tryTo(() -> isDone[0] = isDone(order, mayFail(), mayFail(), act, oracle));
    if (!isAnswered) {
      observe();
      deliver();
      catchUp();
      isDone[0] = isDone(order, Faults.NONE, Faults.NONE, act, oracle);
    }
    if (isDone[0]) {
      counts.merge("done " + name, 1, Integer::sum);
    }
  }

  private boolean isDone(Order order, Faults here, Faults there, Act act, Runnable oracle) {
    try {
      var unused = order.with(world.accrual.process(here), world.payoutProcess(there), act);
      return true;
    } catch (LaneRefusedException e) {
      observe();
      assertEquals(
          e.refusal(),
          assertThrows(LaneRefusedException.class, oracle::run, e.getMessage()).refusal());
      return false;
    }
  }

  private long anyBatch() {
    return 1L + random.nextInt((int) accrual.of(LaneWorld.DENOM).accrual().book().nextSeq());
  }

  private void refund() {
    observe();
    List<String> ids = List.copyOf(accrual.of(LaneWorld.DENOM).transfers().keySet());
    if (ids.isEmpty()) {
      return;
    }
    count("refund");
    String id = ids.get(random.nextInt(ids.size()));
    order(
        (a, p, act) -> world.administration(a, p).refund(LaneWorld.LANE, LaneWorld.DENOM, id, act),
        () -> accrual.refund(LaneWorld.DENOM, id, payout));
  }

  private void cancel() {
    if (random.nextBoolean()) {
      bringHome();
    }
    count("cancel");
    long seq = anyBatch();
    order(
        (a, p, act) ->
            world.administration(a, p).cancelBatch(LaneWorld.LANE, LaneWorld.DENOM, seq, act),
        () -> accrual.cancelBatch(LaneWorld.DENOM, seq, payout));
  }

  private void send() {
    bringHome();
    count("send");
    long seq = anyBatch();
    Wei wanted = Wei.of(1 + random.nextInt(50));
    String id = "sent-" + world.act().requestId();
    order(
        (a, p, act) ->
            world.administration(a, p).send(LaneWorld.LANE, LaneWorld.DENOM, seq, wanted, id, act),
        () -> accrual.send(LaneWorld.DENOM, seq, id, wanted));
  }

  private void settleShort() {
    if (!isPaying) {
      return;
    }
    catchUp();
    count("short");
    long head = payout.of(LaneWorld.DENOM).book().settledThrough() + 1;
    order(
        (a, p, act) ->
            world
                .payoutAdministration(a, p)
                .settleShort(LaneWorld.LANE, LaneWorld.DENOM, head, act),
        () -> payout.settleShort(LaneWorld.DENOM, head));
  }

  private void release() {
    catchUp();
    count("release");
    Wei amount =
        random.nextBoolean()
            ? payout.of(LaneWorld.DENOM).book().unapplied()
            : Wei.of(random.nextInt(50));
    // The payout side's rules know only of batches that are here; the database side asks the other.
    boolean isOnItsWay =
        accrual.of(LaneWorld.DENOM).accrual().book().nextSeq() - 1
            > payout.of(LaneWorld.DENOM).book().settledThrough();
    order(
        (a, p, act) ->
            world
                .payoutAdministration(a, p)
                .releaseSurplus(LaneWorld.LANE, LaneWorld.DENOM, amount, act),
        () -> {
          if (isOnItsWay
              && !amount.isZero()
              && amount.compareTo(payout.of(LaneWorld.DENOM).book().unapplied()) <= 0) {
            throw LaneRefusal.LANE_BUSY.of("amountWei", amount);
          }
          Wei unused = payout.releaseSurplus(LaneWorld.DENOM, amount);
        });
  }

  private void curators() {
    count("curators");
    catchUp();
    var curator = person(CURATORS.get(random.nextInt(CURATORS.size())));
    boolean isThere = random.nextBoolean();
    var unused =
        world
            .payoutAdministration()
            .curators(
                LaneWorld.LANE,
                isThere ? Set.of(curator) : Set.of(),
                isThere ? Set.of() : Set.of(curator),
                world.act());
    payout.changeCurators(
        isThere ? List.of(curator.hex()) : List.of(), isThere ? List.of() : List.of(curator.hex()));
  }

  private void parameters() {
    count("parameters");
    set(
        new LaneParameters(
            1 + random.nextInt(4),
            BigInteger.valueOf(random.nextInt(11)).multiply(BigInteger.TEN.pow(17)),
            null,
            random.nextInt(3) == 0));
  }

  private void set(LaneParameters parameters) {
    observe();
    LaneScene.set(world, parameters);
    accrual.setParameters(parameters);
  }

  /** Everything arrives at last; what wei are missing for is settled short. */
  private void finish() {
    pay(true);
    set(new LaneParameters(1, BigInteger.ZERO, null, false));
    for (int round = 0; round < 3; round++) {
      world.accrual.seal(Duration.ofHours(2));
      var unusedReport = world.transmit();
      check();
      world.deliverAll();
      inbox(Faults.NONE);
      check();
    }
    while (!LaneBooks.of(world).payout().open().isEmpty()) {
      long head = payout.of(LaneWorld.DENOM).book().settledThrough() + 1;
      var unused =
          world
              .payoutAdministration()
              .settleShort(LaneWorld.LANE, LaneWorld.DENOM, head, world.act());
      catchUp();
      check();
    }
    var unusedLast = world.transmit();
    check();
    LaneBooks books = LaneBooks.of(world);
    assertEquals(payout.of(LaneWorld.DENOM).book(), books.payout().book());
    assertEquals(wei(payout.of(LaneWorld.DENOM).paid()), books.accounts());
    assertEquals(Wei.ZERO, books.inFlight());
    assertEquals(Wei.ZERO, books.accrual().book().outbox());
    assertEquals(books.accrual().book().nextSeq() - 1, books.payout().book().settledThrough());
  }
}
