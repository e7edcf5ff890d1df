package dev.curation.lanes;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.LaneId;
import dev.curation.commits.Act;
import dev.curation.documents.LanePaths;
import dev.curation.messaging.Message;
import dev.curation.messaging.MessageChannel;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.BackOff;
import dev.curation.pools.Earnings;
import dev.curation.pools.PoolBooks;
import dev.curation.pools.PoolWorld;
import dev.curation.settlement.LaneParameters;
import dev.curation.simulation.Faults;
import dev.curation.simulation.SimulatedDatabase;
import dev.curation.simulation.SimulatedStore;
import dev.curation.store.Store;
import dev.curation.store.Write;
import dev.curation.time.BlockHour;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A lane on two simulated databases: a collection that earns, a channel that keeps what is
 * published until a test delivers it, and a side that pays.
 */
public final class LaneWorld {
  public static final ChainId PAYOUT_CHAIN = new ChainId(10);
  public static final LaneId LANE = new LaneId(PoolWorld.COLLECTION, PAYOUT_CHAIN);
  public static final Denom DENOM = Denom.NATIVE;
  public static final Denom TOKEN = new Denom("0x" + "70".repeat(20));
  public static final Address SENDER = new Address("0x" + "5e".repeat(20));
  public static final Address RECEIVER = new Address("0x" + "4e".repeat(20));
  private static final BackOff AT_ONCE = attempt -> {};
  private static final Duration BUDGET = Duration.ofMinutes(5);

  public final PoolWorld accrual = new PoolWorld();
  public final SimulatedDatabase payoutDatabase = new SimulatedDatabase(accrual.clock);
  public final List<Published> published = new ArrayList<>();
  private int requests;

  /** A message that is on its way. */
  public record Published(String topic, String body) {}

  /** Another world where both databases say the same, and the same is on its way. */
  LaneWorld copy() {
    LaneWorld copy = new LaneWorld();
    copy.accrual.now = accrual.now;
    copy.accrual.ids(accrual);
    copy.requests = requests;
    copy.published.addAll(published);
    fill(copy.accrual.process(), accrual.database);
    fill(copy.payoutProcess(), payoutDatabase);
    return copy;
  }

  private static void fill(Store store, SimulatedDatabase from) {
    from.snapshot().forEach((path, fields) -> store.commit(List.of(new Write.Put(path, fields))));
  }

  public Store payoutProcess() {
    return payoutProcess(Faults.NONE);
  }

  public Store payoutProcess(Faults faults) {
    return new SimulatedStore(payoutDatabase, faults);
  }

  /** Called before and after each publication; may throw. */
  public Runnable beforePublishing = () -> {};

  public Runnable afterPublishing = () -> {};

  public MessageChannel channel() {
    return (topic, messages) -> {
      beforePublishing.run();
      for (Message message : messages) {
        published.add(new Published(topic, message.body()));
      }
      afterPublishing.run();
    };
  }

  public Transmission transmission(Store accrualStore, Store payoutStore) {
    return new Transmission(
        accrualStore, payoutStore, channel(), accrual.clock, accrual::id, AT_ONCE, BUDGET);
  }

  public LaneInbox inbox(Store payoutStore) {
    return new LaneInbox(
        payoutStore, earnings(payoutStore), accrual.clock, accrual::id, AT_ONCE, BUDGET);
  }

  private Earnings earnings(Store payoutStore) {
    return new Earnings(new PoolBooks(payoutStore, accrual.clock, accrual::id, AT_ONCE));
  }

  public LaneAdministration administration() {
    return administration(accrual.process(), payoutProcess());
  }

  public LaneAdministration administration(Store accrualStore, Store payoutStore) {
    return new LaneAdministration(accrualStore, payoutStore, accrual.clock, accrual::id, AT_ONCE);
  }

  public PayoutAdministration payoutAdministration() {
    return payoutAdministration(accrual.process(), payoutProcess());
  }

  public PayoutAdministration payoutAdministration(Store accrualStore, Store payoutStore) {
    return new PayoutAdministration(
        accrualStore, payoutStore, earnings(payoutStore), accrual.clock, accrual::id, AT_ONCE);
  }

  public Act act() {
    int number = ++requests;
    return new Act("act-" + number, "olga@example.org", "a test", "order " + number);
  }

  /** Opens both sides, for the shares from the next hour on, and lets the hour come. */
  public void open(long blocksPerTransmission) {
    open(blocksPerTransmission, null);
  }

  public void open(long blocksPerTransmission, Lane.@Nullable Route route) {
    BlockHour next = BlockHour.of(accrual.now.toEpochMilli()).next();
    administration()
        .open(
            LANE,
            new LaneParameters(blocksPerTransmission, BigInteger.ZERO, null, false),
            SENDER,
            route,
            next,
            act());
    payoutAdministration()
        .open(
            new PayoutLane(
                LANE, SENDER, RECEIVER, new TreeMap<>(Map.of(DENOM, TOKEN)), null, 24, 0),
            act());
    accrual.now = java.time.Instant.ofEpochMilli(next.start()).plusSeconds(60);
  }

  public Transmission.Report transmit() {
    return transmission(accrual.process(), payoutProcess()).run(LANE);
  }

  /** Delivers what was published, in its order. */
  public void deliverAll() {
    List<Published> now = List.copyOf(published);
    published.clear();
    now.forEach(this::deliver);
  }

  public String deliver(Published message) {
    LaneInbox inbox = inbox(payoutProcess());
    return message.topic().equals(LaneChannels.WEIGHTS)
        ? inbox.weights(message.body())
        : inbox.tokens(message.body());
  }

  /** Wei of whoever it is arrive, and nobody on the accrual side knows of them. */
  public String tokens(String transferId, long wei, Address source) {
    return deliver(
        new Published(
            LaneChannels.TOKENS,
            new TokensMessage(LANE, DENOM, transferId, Wei.of(wei), source).encode()));
  }

  AccrualDocument accrualDocument() {
    return AccrualDocument.decode(accrual.process().get(LanePaths.accrual(LANE, DENOM)));
  }

  PayoutDocument payoutDocument() {
    return PayoutDocument.decode(payoutProcess().get(LanePaths.payout(LANE, DENOM)));
  }

  /** What a curator was given. */
  public Optional<String> paid(int person) {
    return payoutProcess()
        .get(LanePaths.paid(LANE, DENOM, PoolWorld.person(person)))
        .map(document -> document.fields().string("totalWei"));
  }
}
