package dev.curation.bench;

import dev.curation.chain.Address;
import dev.curation.money.Denom;
import dev.curation.pools.PoolAction;
import dev.curation.pools.PoolAdministration;
import dev.curation.pools.PoolBooks;
import dev.curation.pools.PoolBusyException;
import dev.curation.pools.PoolDesk;
import dev.curation.pools.PoolRequest;
import dev.curation.staking.StakerBusyException;
import dev.curation.withdrawals.Amounts;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.web3j.crypto.ECKeyPair;

/** Asks one thing after another, as fast as it is answered. */
final class PoolsClient {
  private static final BigInteger PERCENT = BigInteger.TEN.pow(16);
  private static final BigInteger PAGE = BigInteger.valueOf(100);

  private final int number;
  private final int clients;
  private final PoolDesk desk;
  private final PoolAdministration administration;
  private final AtomicLong heights;
  private final PoolsStage stage;
  private final PoolsLog log;
  private final Random random;
  private final Map<String, Integer> placed = new HashMap<>();
  private int requests;

  /**
   * @param books of the instance that serves it
   */
  PoolsClient(
      int number,
      int clients,
      PoolBooks books,
      AtomicLong heights,
      PoolsStage stage,
      PoolsLog log) {
    this.number = number;
    this.clients = clients;
    this.desk = PoolsStage.desk(books);
    this.administration = new PoolAdministration(books);
    this.heights = heights;
    this.stage = stage;
    this.log = log;
    this.random = new Random(number);
  }

  /** One request: of 20, six withdraw, five all, three of an operator; two each of the others. */
  void next() {
    int dice = random.nextInt(20);
    if (dice < 6) {
      withdraw();
    } else if (dice < 11) {
      withdrawAll();
    } else if (dice < 14) {
      withdrawOperator();
    } else if (dice < 16) {
      block();
    } else if (dice < 18) {
      repeat();
    } else {
      delegate();
    }
  }

  private void withdraw() {
    int person = random.nextInt(PoolsStage.DELEGATORS);
    int operator = PoolsStage.operatorsOf(person).get(random.nextInt(2));
    ECKeyPair key = stage.delegator(person);
    submit("withdraw", key, new PoolAction.Withdraw(at(key), operatorAt(operator), null));
  }

  private void withdrawAll() {
    ECKeyPair key = stage.delegator(random.nextInt(PoolsStage.DELEGATORS));
    submit("withdrawAll", key, new PoolAction.WithdrawAll(at(key), null, null, PAGE));
  }

  private void withdrawOperator() {
    ECKeyPair key = stage.operator(random.nextInt(PoolsStage.OPERATORS));
    submit("withdrawOperator", key, new PoolAction.WithdrawOperator(at(key), at(key), null));
  }

  /** Each client moves the votes of its own people only: so it knows what they have placed. */
  private void delegate() {
    int people = PoolsStage.DELEGATORS / clients;
    int person = number * people + random.nextInt(people);
    int operator = PoolsStage.operatorsOf(person).get(random.nextInt(2));
    ECKeyPair key = stage.delegator(person);
    String place = person + " " + operator;
    int votes = placed.getOrDefault(place, 0);
    if (votes > 0 && random.nextBoolean()) {
      placed.put(place, 0);
      submit(
          "delegate",
          key,
          new PoolAction.Undelegate(at(key), operatorAt(operator), BigInteger.valueOf(votes)));
    } else {
      int more = 1 + random.nextInt(20);
      placed.put(place, votes + more);
      submit(
          "delegate",
          key,
          new PoolAction.Delegate(at(key), operatorAt(operator), BigInteger.valueOf(more)));
    }
  }

  private void repeat() {
    PoolRequest request = log.again(random);
    if (request != null) {
      submit("repeated", request);
    }
  }

  private void block() {
    BigInteger fees = new BigInteger(60, random);
    BigInteger rate = PERCENT.multiply(BigInteger.valueOf(1 + random.nextInt(5)));
    Address bonus = operatorAt(random.nextInt(PoolsStage.OPERATORS));
    long height = heights.incrementAndGet();
    timed(
        "block",
        () -> {
          if (administration.block(
              PoolsStage.CHAIN, height, Amounts.of(Denom.NATIVE, fees), bonus, rate)) {
            log.applied(fees);
          }
        });
  }

  private static Address at(ECKeyPair key) {
    return PoolsStage.address(key);
  }

  private Address operatorAt(int operator) {
    return at(stage.operator(operator));
  }

  private void submit(String kind, ECKeyPair key, PoolAction action) {
    PoolRequest request = PoolsStage.signed(key, action, "client-" + number + "-" + ++requests);
    log.asking(request);
    submit(kind, request);
  }

  private void submit(String kind, PoolRequest request) {
    timed(kind, () -> log.answered(request, desk.submit(request)));
  }

  private void timed(String kind, Runnable request) {
    long started = System.nanoTime();
    try {
      request.run();
      log.took(kind, System.nanoTime() - started);
    } catch (PoolBusyException | StakerBusyException e) {
      log.busy();
    } catch (RuntimeException e) {
      log.failed(kind + ": " + e);
    }
  }
}
