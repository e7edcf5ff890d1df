package dev.curation.settlement;

import dev.curation.money.Denom;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A random life of a lane, refused operations included. The same seed gives the same. */
final class RandomLane {
  static final List<Denom> DENOMS = List.of(Denom.NATIVE, new Denom("APE"), new Denom("WETH"));
  static final List<String> CURATORS = List.of("ann", "ben", "cat", "dan", "eve", "fay");

  final MemoryLane lane;
  final Map<Denom, BigInteger> feesIn = new TreeMap<>();
  final Map<Denom, BigInteger> external = new TreeMap<>();
  final Map<LaneRefusal, Integer> refusals = new EnumMap<>(LaneRefusal.class);
  final Set<String> done = new HashSet<>();

  private final Random random;
  private long height;
  private int ids;

  RandomLane(long seed) {
    random = new Random(seed);
    lane =
        new MemoryLane(
            new MemoryAccrual(SmallLane.parameters(1, BigInteger.ZERO), LaneHeights.before(1)),
            new MemoryPayout(CURATORS, null));
  }

  /** One operation with random arguments; says whether it was done. */
  boolean step() {
    Denom denom = any(DENOMS);
    String name =
        any(
            List.of(
                "block",
                "block",
                "block",
                "block",
                "send",
                "send",
                "send",
                "weights",
                "weights",
                "weights",
                "tokens",
                "tokens",
                "tokens",
                "tokens",
                "refund",
                "refund",
                "cancel",
                "cancel",
                "curators",
                "params",
                "short",
                "release",
                "sweep",
                "gift",
                "tampered",
                "confirm"));
    try {
      run(name, denom);
      done.add(name);
      return true;
    } catch (LaneRefusedException e) {
      refusals.merge(e.refusal(), 1, Integer::sum);
      return false;
    }
  }

  private void run(String name, Denom denom) {
    MemoryAccrual accrual = lane.accrual();
    MemoryPayout payout = lane.payout();
    switch (name) {
      case "block" -> block();
      case "send" ->
          accrual.send(denom, seq(denom), newId(denom), random.nextBoolean() ? null : amount());
      case "weights" -> payout.receive(denom, accrual.of(denom).batch(seq(denom)).batch());
      case "tokens" -> tokens(denom, sentId(denom));
      case "refund" -> accrual.refund(denom, sentId(denom), payout);
      case "cancel" -> accrual.cancelBatch(denom, seq(denom), payout);
      case "curators" -> payout.changeCurators(some(CURATORS, 3), some(CURATORS, 3));
      case "params" -> params();
      case "short" ->
          payout.settleShort(
              denom, payout.of(denom).book().settledThrough() + 1 + random.nextInt(2));
      case "release" ->
          payout.releaseSurplus(
              denom, random.nextBoolean() ? payout.of(denom).book().unapplied() : amount());
      case "sweep" -> payout.sweepExcess(denom, accrual::isDone);
      case "gift" -> gift(denom);
      case "tampered" -> tampered(denom);
      default -> confirm(denom, sentId(denom));
    }
  }

  private void block() {
    long next = height + random.nextInt(4);
    Map<Denom, Wei> fees = new TreeMap<>();
    some(DENOMS, 2).forEach(denom -> fees.put(denom, amount()));
    lane.accrual().block(next, votes(), fees);
    height = next;
    fees.forEach((denom, fee) -> feesIn.merge(denom, fee.value(), BigInteger::add));
  }

  private SortedMap<String, BigInteger> votes() {
    SortedMap<String, BigInteger> votes = new TreeMap<>();
    some(CURATORS, 2).forEach(curator -> votes.put(curator, amount().value()));
    return votes;
  }

  private void params() {
    lane.accrual()
        .setParameters(
            new LaneParameters(
                random.nextInt(4),
                new BigInteger(60, random),
                random.nextInt(3) > 0 ? null : some(DENOMS, 2),
                random.nextInt(5) == 0));
    lane.payout().setPayoutDenoms(random.nextInt(3) > 0 ? null : some(DENOMS, 2));
  }

  /** Money of a transfer that was sent arrives; the first time, or again. */
  private void tokens(Denom denom, String id) {
    DenomAccrual.Transfer sent = lane.accrual().of(denom).transfer(id);
    var received = lane.payout().receive(denom, id, sent.amount(), true);
    if (received.note() == InboxEntry.Note.LATE_AFTER_REFUND) {
      external.merge(denom, sent.amount().value(), BigInteger::add);
    }
  }

  /** Money that the accrual side does not know of; strangers may use ids of the lane. */
  private void gift(Denom denom) {
    Wei amount = amount();
    boolean isRegistered = random.nextBoolean();
    String id = isRegistered || random.nextBoolean() ? "gift" + ids++ : sentId(denom);
    var received = lane.payout().receive(denom, id, amount, isRegistered);
    if (received.note() != InboxEntry.Note.DUPLICATE) {
      external.merge(denom, amount.value(), BigInteger::add);
    }
  }

  /** A message that came is altered and comes again. */
  private void tampered(Denom denom) {
    DenomPayout before = lane.payout().of(denom);
    if (random.nextBoolean()) {
      Batch sent = lane.accrual().of(denom).batch(seq(denom)).batch();
      lane.payout()
          .receive(
              denom,
              new Batch(
                  sent.seq(),
                  sent.height(),
                  sent.totalTokens().plus(Wei.of(1)),
                  sent.totalWeightAtto(),
                  sent.weightsAtto()));
    } else {
      String id = sentId(denom);
      InboxEntry entry = before.inbox().get(id);
      if (entry != null && entry.state() != InboxEntry.State.TOMBSTONE) {
        lane.payout().receive(denom, id, entry.amount().plus(Wei.of(1)), true);
      }
    }
  }

  /** The payout side confirms only what it has. */
  private void confirm(Denom denom, String id) {
    InboxEntry entry = lane.payout().of(denom).inbox().get(id);
    if (entry == null || entry.state() == InboxEntry.State.CREDITED) {
      lane.accrual().of(denom).transfer(id);
      if (entry != null) {
        lane.accrual().confirm(denom, id);
      }
    }
  }

  private long seq(Denom denom) {
    int batches = lane.accrual().of(denom).batches().size();
    return batches + 1L - Math.min(random.nextInt(4), random.nextInt(batches + 1));
  }

  private String newId(Denom denom) {
    return random.nextInt(10) == 0 ? sentId(denom) : "t" + ids++;
  }

  private String sentId(Denom denom) {
    List<String> sent = new ArrayList<>(lane.accrual().of(denom).transfers().keySet());
    return sent.isEmpty() ? "none" : any(sent);
  }

  private Wei amount() {
    int bits = any(List.of(0, 1, 2, 4, 10, 62, 100));
    return Wei.of(new BigInteger(bits, random));
  }

  /** Each with the chance of one in so many to be left out. */
  private <T> Set<T> some(List<T> all, int oneIn) {
    Set<T> some = new HashSet<>();
    for (T each : all) {
      if (random.nextInt(oneIn) > 0) {
        some.add(each);
      }
    }
    return some;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
