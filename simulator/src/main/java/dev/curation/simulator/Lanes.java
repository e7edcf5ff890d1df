package dev.curation.simulator;

import dev.curation.audit.AuditProgress;
import dev.curation.chain.Address;
import dev.curation.chain.CollectionId;
import dev.curation.chain.LaneId;
import dev.curation.functions.PollChain;
import dev.curation.functions.SendPayments;
import dev.curation.functions.SettleLanes;
import dev.curation.functions.TransmitBatches;
import dev.curation.lanes.LaneAudit;
import dev.curation.lanes.LaneReport;
import dev.curation.store.Fields;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A collection gets a lane to another chain, sooner or later, and things happen to it. */
final class Lanes implements Feature {
  private static final Address TREASURY = Setting.address(0x7ea5);
  private static final Address STRANGER = Setting.address(0x5a4);
  private static final long HOUR = 3_600_000;

  private final World world;
  private final Rewards rewards;
  private final LaneId lane;
  private final LaneDocuments documents;
  private final LaneWatch watch;
  private final LaneMoney money;
  private final LaneAltering altering;
  private final LaneDesk desk;
  private final LaneOperator operator;
  private final LaneBalance balance;
  private int rounds;

  Lanes(World world, Site payout, Cron cron, Rewards rewards) {
    this.world = world;
    this.rewards = rewards;
    // The first is sold most.
    CollectionId collection =
        Setting.COLLECTIONS.get(world.dice().oneIn(2) ? 0 : world.dice().below(4));
    lane = new LaneId(collection, Setting.PAYOUT_CHAIN);
    documents = new LaneDocuments(lane, world.main().store(), payout.store());
    watch = new LaneWatch(world, payout);
    money = new LaneMoney(world, lane, !world.dice().oneIn(3));
    altering = new LaneAltering(world, lane);
    desk = new LaneDesk(world, lane, payout);
    operator = new LaneOperator(world, desk, documents, money);
    balance = new LaneBalance(documents, money.paidIn());
    cron.add(world.main(), TransmitBatches::new, Duration.ofHours(1));
    cron.add(payout, PollChain::new, Duration.ofMinutes(world.dice().between(15, 120)));
    cron.add(payout, SettleLanes::new, Duration.ofHours(1));
    cron.add(payout, SendPayments::new, Duration.ofMinutes(30));
  }

  @Override
  public void plan() {
    money.begin();
    money.fund(world.dice().oneIn(3) ? BigInteger.TEN.pow(40) : world.dice().amount(21));
    actAgain();
  }

  /** Besides what others do, until everybody goes home. */
  private void actAgain() {
    world
        .agenda()
        .after(
            Duration.ofMinutes(world.dice().between(10, 480)),
            () -> {
              if (!world.faults().equals(Faults.NONE)) {
                act();
                actAgain();
              }
            });
  }

  @Override
  public void act() {
    Dice dice = world.dice();
    if (!operator.isOpen()) {
      if (dice.oneIn(4)) {
        operator.open();
      }
      return;
    }
    switch (dice.below(12)) {
      case 0 -> money.give(LaneMoney.SENDER, dice.amount(20));
      case 1 -> money.give(STRANGER, dice.amount(20));
      case 2, 3 -> altering.alter(documents.inbox());
      case 4 -> {
        money.fund(dice.amount(dice.oneIn(4) ? 24 : 20));
        world.topics().reviveDeadLetters();
      }
      default -> operator.order();
    }
  }

  @Override
  public void checkAlways() {
    balance.check();
  }

  /** What is still on its way arrives, and what nobody claims is given away or swept. */
  @Override
  public void settle() {
    if (!operator.isOpen()) {
      return;
    }
    money.fund(BigInteger.TEN.pow(40));
    world.topics().reviveDeadLetters();
    switch (rounds++) {
      case 0 -> operator.letGo();
      case 1 -> operator.releaseAll();
      default -> operator.sweep(TREASURY);
    }
    operator.retry(documents.rejected(), altering);
  }

  @Override
  public void check() {
    world.topics().check();
    if (!operator.isOpen()) {
      return;
    }
    desk.check(watch.acts());
    SortedMap<String, Fields> inbox = documents.inbox();
    SortedMap<String, String> arrived = new TreeMap<>();
    inbox.forEach(
        (id, fields) -> arrived.put(id, fields.string("state") + " " + fields.string("amountWei")));
    arrived.values().removeIf(text -> text.startsWith("TOMBSTONE"));
    Difference.check(money.arrivals(documents, altering), arrived, "transfers that have arrived");
    money.checkSent(documents);
    long openFrom = watch.acts("openPayout").getFirst().time();
    altering.check(documents.rejected(), openFrom);
    Recount recount =
        rewards.recounts().getOrDefault(lane.collection().toString(), new Recount(List.of()));
    LaneCount count = new LaneCount(recount, watch.acts(), world.agenda().millis() / HOUR - 24);
    BigInteger received = LaneDocuments.sum(inbox, "amountWei", Set.of("CREDITED"));
    LanePayouts payouts =
        new LanePayouts(count.batches(), watch.acts(), documents.gone(), received);
    SortedMap<String, String> expected = count.figures();
    expected.putAll(payouts.figures());
    Difference.check(expected, documents.figures(), "lane " + lane);
    Difference.check((long) count.batches().size(), payouts.through(), "batches, and settlements");
    if (payouts.isPlain()) {
      payouts.checkBounds(count);
      world.count("lanes within their bounds");
    }
    money.checkSwept(TREASURY, payouts.swept());
    checkGone();
    balance.check();
    checkWhole(inbox);
    audit();
    world.count("batches", count.batches().size());
  }

  private void checkGone() {
    documents
        .settlements()
        .forEach(
            (id, fields) -> {
              long seq = Long.parseLong(id);
              LaneDocuments.Shares shares = documents.shares(seq, fields);
              shares.paid().keySet().forEach(curator -> checkThere(true, curator, seq));
              shares.forfeited().keySet().forEach(curator -> checkThere(false, curator, seq));
            });
  }

  private void checkThere(boolean isThere, String curator, long seq) {
    Difference.check(
        watch.mayHaveBeen(isThere, curator, seq),
        curator + " was " + (isThere ? "gone" : "there") + " at settlement " + seq);
  }

  /** Equation (A), whole, with nothing on its way (specs/settlement.md, 6). */
  private void checkWhole(SortedMap<String, Fields> inbox) {
    Fields here = documents.accrual();
    Fields there = documents.payout();
    BigInteger external =
        LaneDocuments.sum(inbox, "amountWei", Set.of("CREDITED", "QUARANTINED"))
            .subtract(LaneDocuments.wei(here, "deliveredWei"));
    BigInteger left = LaneDocuments.wei(here, "feesInWei").add(external).multiply(LaneCount.S);
    BigInteger wei = LaneDocuments.wei(there, "receivedWei");
    wei = wei.subtract(LaneDocuments.wei(there, "appliedWei"));
    for (String name : List.of("localWei", "outboxWei")) {
      wei = wei.add(LaneDocuments.wei(here, name));
    }
    for (String name : List.of("quarantineWei", "excessWei", "sweptWei", "paidWei")) {
      wei = wei.add(LaneDocuments.wei(there, name));
    }
    BigInteger right =
        wei.multiply(LaneCount.S)
            .add(LaneDocuments.wei(here, "poolAtto"))
            .add(LaneCount.sum(documents.holdings()));
    Difference.check(left, right, "equation (A)");
  }

  private void audit() {
    LaneReport report =
        new LaneAudit(world.main().store(), world.payoutSite(world.main()).store(), 5)
            .run(lane, AuditProgress.NONE);
    Difference.check(report.isClean(), "the audit of the lane says " + report);
  }
}
