package dev.curation.bench;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.LogId;
import dev.curation.chain.TxHash;
import dev.curation.decoding.StakeDuration;
import dev.curation.decoding.StakingContract;
import dev.curation.decoding.StakingEvent;
import dev.curation.node.BackOff;
import dev.curation.pools.PoolAction;
import dev.curation.pools.PoolAdvance;
import dev.curation.pools.PoolBooks;
import dev.curation.pools.PoolDesk;
import dev.curation.pools.PoolMessage;
import dev.curation.pools.PoolRequest;
import dev.curation.signing.WalletSignature;
import dev.curation.staking.StakeBook;
import dev.curation.staking.StakingLedger;
import dev.curation.store.Store;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/**
 * One pool with its people, who have staked and delegated. An hour passes in a second, so that
 * changes of delegations come into force while it is measured.
 */
final class PoolsStage {
  static final ChainId CHAIN = new ChainId(1);
  static final int OPERATORS = 8;
  static final int DELEGATORS = 64;

  private static final StakingContract STAKING =
      new StakingContract(new Address("0x" + "5a".repeat(20)), true);
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final BigInteger FOR_EVER = BigInteger.TWO.pow(60);
  private static final BigInteger TOKEN = BigInteger.TEN.pow(18);
  private static final Duration FINALITY = Duration.ofHours(1);
  private static final int SPEED = 3_600;
  private static final int STAKE = 100_000;

  private final Store store;
  private final List<ECKeyPair> operators = keys(10_000, OPERATORS);
  private final List<ECKeyPair> delegators = keys(20_000, DELEGATORS);
  private final long started = System.nanoTime();
  private final LongAdder retries = new LongAdder();
  private final BackOff backOff;

  PoolsStage(Store store) {
    this.store = store;
    BackOff production =
        BackOff.exponential(Duration.ofMillis(20), 4, new Random(), PoolsStage::sleep);
    this.backOff =
        attempt -> {
          retries.increment();
          production.after(attempt);
        };
  }

  private static List<ECKeyPair> keys(long from, int count) {
    List<ECKeyPair> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      keys.add(ECKeyPair.create(BigInteger.valueOf(from + i)));
    }
    return keys;
  }

  static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  Store store() {
    return store;
  }

  ECKeyPair operator(int number) {
    return operators.get(number);
  }

  ECKeyPair delegator(int number) {
    return delegators.get(number);
  }

  /** With which operators a delegator has placed votes from the start. */
  static List<Integer> operatorsOf(int delegator) {
    return List.of(delegator % OPERATORS, (delegator + 3) % OPERATORS);
  }

  static Address address(ECKeyPair key) {
    return Address.parse("key", "0x" + Keys.getAddress(key));
  }

  /** How often a commit was tried again so far. */
  long retries() {
    return retries.sum();
  }

  private InstantSource clock() {
    return () -> START.plusNanos((System.nanoTime() - started) * SPEED);
  }

  /** What one instance of the function has. */
  PoolBooks instance() {
    return new PoolBooks(store, clock(), () -> UUID.randomUUID().toString(), backOff);
  }

  static PoolDesk desk(PoolBooks books) {
    return new PoolDesk(books, Map.of(CHAIN, STAKING));
  }

  static PoolRequest signed(ECKeyPair key, PoolAction action, String requestId) {
    PoolMessage message = new PoolMessage(CHAIN, action, requestId, FOR_EVER);
    Sign.SignatureData data = Sign.signMessage(message.digest(STAKING.address()), key, false);
    HexFormat hex = HexFormat.of();
    return new PoolRequest(
        message,
        new WalletSignature(
            "0x"
                + hex.formatHex(data.getR())
                + hex.formatHex(data.getS())
                + hex.formatHex(data.getV())));
  }

  /** Everybody stakes and delegates; returns when that is in force. */
  void set() {
    PoolBooks books = instance();
    PoolDesk desk = desk(books);
    int request = 0;
    for (ECKeyPair key : operators) {
      stake(DELEGATORS + request, address(key));
      PoolAction create =
          new PoolAction.CreateOperator(address(key), address(key), BigInteger.TEN.pow(17));
      var unused = desk.submit(signed(key, create, "set-" + ++request));
    }
    for (int i = 0; i < DELEGATORS; i++) {
      stake(i, address(delegators.get(i)));
      for (int operator : operatorsOf(i)) {
        PoolAction delegate =
            new PoolAction.Delegate(
                address(delegators.get(i)),
                address(operators.get(operator)),
                BigInteger.valueOf(1_000 + 7L * i));
        var unused = desk.submit(signed(delegators.get(i), delegate, "set-" + ++request));
      }
    }
    sleep(Duration.ofSeconds(4));
    PoolAdvance.Report report = advance(books);
    if (report.changes() != 2 * DELEGATORS) {
      throw new IllegalStateException("not all delegations are in force: " + report);
    }
  }

  /**
   * @param number different for each stake
   */
  private void stake(int number, Address user) {
    long now = clock().millis();
    String hash = String.format(Locale.ROOT, "0x%064x", number + 1);
    ChainLog log =
        new ChainLog(
            new LogId(CHAIN, new BlockHash(hash), new TxHash(hash), 0),
            number,
            now,
            STAKING.address(),
            List.of(),
            "0x");
    StakingEvent event =
        new StakingEvent.Staked(
            user, TOKEN.multiply(BigInteger.valueOf(STAKE)), StakeDuration.NONE);
    var unused = store.createEach(StakingLedger.creations(log, event, now));
    new StakeBook(
            store,
            chain -> Optional.empty(),
            clock(),
            () -> UUID.randomUUID().toString(),
            attempt -> {})
        .settle(CHAIN, STAKING, user);
  }

  /** What AdvancePools does. */
  static PoolAdvance.Report advance(PoolBooks books) {
    return new PoolAdvance(books, FINALITY).run(CHAIN, Optional.of(STAKING));
  }
}
