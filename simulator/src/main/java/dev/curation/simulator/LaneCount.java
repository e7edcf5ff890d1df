package dev.curation.simulator;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The accrual side of a lane counted once more, naively, hour by hour (specs/settlement.md, 3). It
 * knows what each hour of the collection shared out by which votes, and what operators did.
 */
final class LaneCount {
  static final BigInteger S = BigInteger.TEN.pow(18);
  private static final long HOUR = 3_600_000;
  private static final String AFTER = "afterHeight";

  private final List<LaneWatch.Act> acts;
  private final Deque<LaneWatch.Act> cancellings;
  private final Deque<Recount.Block> blocks = new ArrayDeque<>();
  private final SortedMap<String, BigInteger> holdings = new TreeMap<>();
  private final SortedMap<Long, Batch> batches = new TreeMap<>();
  private final LaneEarnings earnings = new LaneEarnings();
  private BigInteger fees = BigInteger.ZERO;
  private BigInteger local = BigInteger.ZERO;
  private BigInteger pool = BigInteger.ZERO;
  private long last;
  private long sent;

  /** A batch, whether it was cancelled later or not. */
  static final class Batch {
    final long height;
    final BigInteger wei;
    final BigInteger weight;
    final SortedMap<String, BigInteger> weights;
    boolean isCancelled;

    Batch(long height, BigInteger weight, SortedMap<String, BigInteger> weights) {
      this.height = height;
      this.wei = weight.divide(S);
      this.weight = weight;
      this.weights = new TreeMap<>(weights);
    }
  }

  /**
   * @param recount of the collection
   * @param acts in the order of their commits; the first opens the lane
   * @param until the last hour that may have entered, counted from 1970
   */
  LaneCount(Recount recount, List<LaneWatch.Act> acts, long until) {
    this.acts = acts;
    this.cancellings =
        new ArrayDeque<>(
            acts.stream()
                .filter(act -> act.action().equals("cancelBatch") && act.result().has(AFTER))
                .toList());
    long first = first("firstHeight", Long.MAX_VALUE);
    long end = first("closedFrom", Long.MAX_VALUE);
    recount.blocks().stream()
        .filter(block -> block.hour() / HOUR >= first && block.hour() / HOUR < end)
        .forEach(blocks::add);
    last = first - 1;
    sent = first - 1;
    count(until);
  }

  private long first(String name, long otherwise) {
    return acts.stream()
        .filter(act -> act.result().has(name))
        .findFirst()
        .map(act -> act.number(name))
        .orElse(otherwise);
  }

  private void count(long until) {
    while (true) {
      cancel();
      LaneWatch.Act parameters = parameters();
      long every = parameters.number("blocksPerTransmission");
      boolean mayTransmit =
          parameters.result().string("paused").equals("false")
              && parameters.result().string("accrualDenoms").matches("all|.*native.*");
      Recount.Block block = blocks.peek();
      long next = block == null ? Long.MAX_VALUE : block.hour() / HOUR;
      boolean isSomethingHeld = sum(holdings).compareTo(S) >= 0;
      long slot = mayTransmit && isSomethingHeld ? Math.max(sent + every, last + 1) : until + 1;
      if (Math.min(next, slot) > until) {
        return;
      }
      last = Math.min(next, slot);
      boolean isSlot = last - sent >= every;
      sent = isSlot ? last : sent;
      if (last == next) {
        enter(blocks.remove(), parameters.wei("redistributionFractionE18"));
      }
      if (isSlot && mayTransmit) {
        transmit();
      }
    }
  }

  /** The newest that is for the next block. */
  private LaneWatch.Act parameters() {
    return acts.stream()
        .filter(act -> act.result().has("blocksPerTransmission"))
        .filter(act -> act.action().equals("open") || act.number("fromHeight") <= last + 1)
        .reduce((one, other) -> other)
        .orElseThrow();
  }

  private void cancel() {
    while (!cancellings.isEmpty() && cancellings.element().number(AFTER) == last) {
      Batch batch = batch(cancellings.remove().number("seq"));
      batch.isCancelled = true;
      BigInteger atto = batch.wei.multiply(S);
      BigInteger rest = atto;
      for (Map.Entry<String, BigInteger> each : batch.weights.entrySet()) {
        BigInteger part = atto.multiply(each.getValue()).divide(batch.weight);
        rest = rest.subtract(part);
        hold(each.getKey(), part);
      }
      pool = pool.add(rest);
    }
  }

  private Batch batch(long seq) {
    Batch batch = batches.get(seq);
    if (batch == null) {
      throw new Difference("batch " + seq + " was cancelled, and never made");
    }
    return batch;
  }

  private void hold(String curator, BigInteger atto) {
    if (atto.signum() > 0) {
      holdings.merge(curator, atto, BigInteger::add);
    }
  }

  private void enter(Recount.Block block, BigInteger localE18) {
    BigInteger all = BigInteger.ZERO;
    BigInteger shared = BigInteger.ZERO;
    SortedMap<String, BigInteger> votes = new TreeMap<>();
    for (Map.Entry<String, SortedMap<String, String>> each : block.users().entrySet()) {
      BigInteger count = new BigInteger(each.getValue().getOrDefault("votes", "0"));
      votes.put(each.getKey(), count);
      all = all.add(count);
      String share = each.getValue().getOrDefault("blockProtocolFeesAccruedWei", "0");
      shared = shared.add(new BigInteger(share));
    }
    BigInteger stays = shared.multiply(localE18).divide(S);
    fees = fees.add(shared);
    local = local.add(stays);
    pool = pool.add(shared.subtract(stays).multiply(S));
    BigInteger pot = pool;
    for (Map.Entry<String, BigInteger> each : votes.entrySet()) {
      BigInteger part = pot.multiply(each.getValue()).divide(all);
      pool = pool.subtract(part);
      hold(each.getKey(), part);
      earnings.add(each.getKey(), shared.subtract(stays), each.getValue(), all);
    }
  }

  private void transmit() {
    BigInteger weight = sum(holdings);
    if (weight.compareTo(S) < 0) {
      return;
    }
    Batch batch = new Batch(last, weight, holdings);
    batches.put(batches.size() + 1L, batch);
    pool = pool.add(weight.subtract(batch.wei.multiply(S)));
    holdings.clear();
  }

  static BigInteger sum(Map<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  SortedMap<Long, Batch> batches() {
    return batches;
  }

  /** What each curator has earned exactly. */
  LaneEarnings earnings() {
    return earnings;
  }

  SortedMap<String, BigInteger> holdings() {
    return holdings;
  }

  /** All figures by their names, as {@link LaneDocuments} calls them. */
  SortedMap<String, String> figures() {
    Difference.check(cancellings.isEmpty(), "cancelled behind the end: " + cancellings);
    SortedMap<String, String> figures = new TreeMap<>();
    figures.put("fees in", fees.toString());
    figures.put("local", local.toString());
    figures.put("pool, atto", pool.toString());
    figures.put("batches", Integer.toString(batches.size()));
    figures.put("last block", Long.toString(last));
    figures.put("last transmission", Long.toString(sent));
    holdings.forEach((curator, atto) -> figures.put("held for " + curator, atto.toString()));
    batches.forEach(
        (seq, batch) -> {
          String name = "batch " + seq;
          figures.put(name + " height", Long.toString(batch.height));
          figures.put(name + " wei", batch.wei.toString());
          figures.put(name + " weight", batch.weight.toString());
          figures.put(name + " cancelled", Boolean.toString(batch.isCancelled));
          figures.put(name + " weights", batch.weights.toString());
        });
    return figures;
  }
}
