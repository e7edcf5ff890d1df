package dev.curation.simulator;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The payout side of a lane counted once more, naively, batch by batch (specs/settlement.md, 4). It
 * knows the batches, what has arrived, what operators did, and who was gone at which settlement.
 */
final class LanePayouts {
  private final List<LaneWatch.Act> acts;
  private final SortedMap<Long, Set<String>> gone;
  private final BigInteger received;
  private final SortedMap<String, BigInteger> paid = new TreeMap<>();
  private final SortedMap<String, String> figures = new TreeMap<>();
  private BigInteger applied = BigInteger.ZERO;
  private BigInteger excess = BigInteger.ZERO;
  private BigInteger swept = BigInteger.ZERO;
  private BigInteger shortfall = BigInteger.ZERO;
  private long through;
  private boolean isPlain = true;
  private boolean isDisturbed;
  private long roundings;
  private long settled;

  /**
   * @param acts in the order of their commits
   * @param gone those who have forfeited, by batch
   * @param received all wei of the lane's sender that have arrived
   */
  LanePayouts(
      SortedMap<Long, LaneCount.Batch> batches,
      List<LaneWatch.Act> acts,
      SortedMap<Long, Set<String>> gone,
      BigInteger received) {
    this.acts = acts;
    this.gone = gone;
    this.received = received;
    between();
    for (Map.Entry<Long, LaneCount.Batch> each : batches.entrySet()) {
      if (!each.getValue().isCancelled && !settle(each.getKey(), each.getValue())) {
        break;
      }
      isPlain &= !each.getValue().isCancelled;
      through = each.getKey();
      between();
    }
  }

  /** What operators have done behind the batch that is the last so far. */
  private void between() {
    for (LaneWatch.Act act : acts) {
      if (act.result().has("settledThrough") && act.number("settledThrough") == through) {
        isDisturbed = true;
        if (act.result().has("releasedWei")) {
          applied = applied.add(act.wei("releasedWei"));
          excess = excess.add(act.wei("releasedWei"));
        } else {
          Difference.check(excess, act.wei("sweptWei"), "swept behind batch " + through);
          swept = swept.add(excess);
          excess = BigInteger.ZERO;
        }
      }
    }
  }

  /** False: its wei are not all here. */
  private boolean settle(long seq, LaneCount.Batch batch) {
    BigInteger missing =
        acts.stream()
            .filter(act -> act.action().equals("settleShort") && act.number("seq") == seq)
            .map(act -> act.wei("shortfallWei"))
            .reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger tokens = batch.wei.subtract(missing);
    if (received.subtract(applied).compareTo(tokens) < 0) {
      return false;
    }
    BigInteger pot = tokens.add(excess);
    String name = "settlement " + seq;
    figures.put(name + " tokens", tokens.toString());
    figures.put(name + " excess before", excess.toString());
    BigInteger given = BigInteger.ZERO;
    BigInteger forfeited = BigInteger.ZERO;
    Set<String> away = gone.getOrDefault(seq, Set.of());
    for (Map.Entry<String, BigInteger> each : batch.weights.entrySet()) {
      BigInteger share = pot.multiply(each.getValue()).divide(batch.weight);
      if (away.contains(each.getKey())) {
        forfeited = forfeited.add(share);
      } else if (share.signum() > 0) {
        given = given.add(share);
        paid.merge(each.getKey(), share, BigInteger::add);
      }
    }
    excess = pot.subtract(given);
    applied = applied.add(tokens);
    shortfall = shortfall.add(missing);
    figures.put(name + " paid", given.toString());
    figures.put(name + " forfeited", forfeited.toString());
    figures.put(name + " rounding", excess.subtract(forfeited).toString());
    figures.put(name + " excess after", excess.toString());
    isPlain &= !isDisturbed && missing.signum() == 0 && forfeited.signum() == 0;
    roundings += batch.weights.size();
    settled++;
    return true;
  }

  /** All figures by their names, as {@link LaneDocuments} calls them. */
  SortedMap<String, String> figures() {
    figures.put("applied", applied.toString());
    figures.put("excess", excess.toString());
    figures.put("swept", swept.toString());
    figures.put("shortfall", shortfall.toString());
    figures.put("paid", LaneCount.sum(paid).toString());
    figures.put("settled through", Long.toString(through));
    paid.forEach((curator, wei) -> figures.put("paid to " + curator, wei.toString()));
    return figures;
  }

  long through() {
    return through;
  }

  BigInteger swept() {
    return swept;
  }

  /** Whether nobody has forfeited, and no money came or went but by batches. */
  boolean isPlain() {
    return isPlain;
  }

  /** Everybody has got what was earned, but for roundings. */
  void checkBounds(LaneCount count) {
    SortedMap<String, BigInteger> atto = new TreeMap<>(count.holdings());
    paid.forEach((who, wei) -> atto.merge(who, wei.multiply(LaneCount.S), BigInteger::add));
    atto.forEach(
        (who, got) -> count.earnings().check(who, got, roundings + settled + 1, 2 * settled + 1));
  }
}
