package dev.curation.local.demo;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The lane counted once more, naively, hour by hour (specs/curation.md, Block; specs/settlement.md,
 * 3 and 4). It knows only what was sold and voted, and who has gone, and nothing of the lane's code
 * and documents.
 */
public final class LaneRecount {
  private static final BigInteger S = BigInteger.TEN.pow(18);
  private static final long HOUR = 3_600_000;

  private final Deeds deeds;
  private final String gone;
  private final int goneFrom;
  private final SortedMap<String, BigInteger> votes = new TreeMap<>();
  private final SortedMap<String, BigInteger> holdings = new TreeMap<>();
  private final SortedMap<String, BigInteger> paid = new TreeMap<>();
  private final SortedMap<String, Exact> earned = new TreeMap<>();
  private final SortedMap<String, Exact> again = new TreeMap<>();
  private final SortedMap<String, String> figures = new TreeMap<>();
  private BigInteger carry = BigInteger.ZERO;
  private BigInteger fees = BigInteger.ZERO;
  private BigInteger local = BigInteger.ZERO;
  private BigInteger pool = BigInteger.ZERO;
  private BigInteger excess = BigInteger.ZERO;
  private int batches;

  private LaneRecount(Deeds deeds, String gone, int goneFrom) {
    this.deeds = deeds;
    this.gone = gone;
    this.goneFrom = goneFrom;
  }

  /**
   * @param first the first hour that enters the lane, counted from 1970
   * @param last the last one
   * @param gone a curator that is gone when the batch of number {@code goneFrom} is settled
   */
  static LaneRecount of(Deeds deeds, long first, long last, String gone, int goneFrom) {
    LaneRecount count = new LaneRecount(deeds, gone, goneFrom);
    long begin = deeds.votes.getFirst().time() / HOUR;
    long transmitted = first - 1;
    for (long hour = begin; hour <= last; hour++) {
      BigInteger shared = count.block(hour);
      if (hour >= first) {
        count.enter(shared);
        if (hour - transmitted >= LaneDemo.EVERY) {
          transmitted = hour;
          count.transmit(hour);
        }
      }
    }
    count.finish();
    return count;
  }

  /** The figures by their names, as {@link LaneLedger} calls them. */
  SortedMap<String, String> figures() {
    return figures;
  }

  /** A curator's exact share of what entered the lane, and was not to stay, wei. */
  Exact earned(String curator) {
    return earned.getOrDefault(curator, Exact.ZERO);
  }

  BigInteger paid(String curator) {
    return paid.getOrDefault(curator, BigInteger.ZERO);
  }

  /** A curator's exact share of the excess that later batches shared out again, wei. */
  Exact again(String curator) {
    return again.getOrDefault(curator, Exact.ZERO);
  }

  /**
   * Whether a curator that was always there has got its shares, but for roundings (specs, 6: the
   * excess, which is bounded there, is counted here).
   *
   * @param more paid and held less both exact shares, wei
   */
  boolean isWithinBounds(Exact more) {
    return more.minus(BigInteger.valueOf(-2L * batches - 1)).numerator().signum() >= 0
        && more.minus(BigInteger.valueOf(batches + 1L)).numerator().signum() <= 0;
  }

  private static <T> List<T> in(long hour, List<T> all, ToLongFunction<T> time) {
    return all.stream().filter(each -> time.applyAsLong(each) / HOUR == hour).toList();
  }

  /** What the collection shares out, wei. */
  private BigInteger block(long hour) {
    in(hour, deeds.votes, Deeds.Vote::time)
        .forEach(v -> votes.merge(v.user(), BigInteger.valueOf(v.votes()), BigInteger::add));
    List<Deeds.Sale> sales = in(hour, deeds.sales, Deeds.Sale::time);
    BigInteger pot = sales.stream().map(Deeds.Sale::fee).reduce(carry, BigInteger::add);
    BigInteger all = sum(votes);
    carry = pot;
    for (BigInteger each : votes.values()) {
      carry = carry.subtract(each.multiply(pot).divide(all));
    }
    return pot.subtract(carry);
  }

  static BigInteger sum(Map<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  private void enter(BigInteger shared) {
    BigInteger stays = shared.multiply(LaneDemo.LOCAL_E18).divide(S);
    BigInteger goes = shared.subtract(stays);
    fees = fees.add(shared);
    local = local.add(stays);
    pool = pool.add(goes.multiply(S));
    BigInteger all = sum(votes);
    BigInteger before = pool;
    votes.forEach(
        (curator, count) -> {
          BigInteger part = before.multiply(count).divide(all);
          if (part.signum() > 0) {
            holdings.merge(curator, part, BigInteger::add);
            pool = pool.subtract(part);
          }
          earned.merge(curator, Exact.of(goes).times(count, all), Exact::plus);
        });
  }

  private void transmit(long hour) {
    BigInteger weight = sum(holdings);
    BigInteger wei = weight.divide(S);
    if (wei.signum() == 0) {
      return;
    }
    int seq = ++batches;
    pool = pool.add(weight.subtract(wei.multiply(S)));
    put("batch " + seq + " hour", BigInteger.valueOf(hour));
    put("batch " + seq + " curators", BigInteger.valueOf(holdings.size()));
    put("batch " + seq + " wei", wei);
    put("batch " + seq + " weight, atto", weight);
    settle(seq, wei, weight);
    holdings.clear();
  }

  private void settle(int seq, BigInteger wei, BigInteger weight) {
    BigInteger all = wei.add(excess);
    put("settlement " + seq + " excess before", excess);
    BigInteger given = BigInteger.ZERO;
    BigInteger forfeited = BigInteger.ZERO;
    for (Map.Entry<String, BigInteger> each : holdings.entrySet()) {
      BigInteger share = all.multiply(each.getValue()).divide(weight);
      again.merge(each.getKey(), Exact.of(excess).times(each.getValue(), weight), Exact::plus);
      if (seq >= goneFrom && each.getKey().equals(gone)) {
        forfeited = forfeited.add(share);
      } else {
        given = given.add(share);
        paid.merge(each.getKey(), share, BigInteger::add);
      }
    }
    excess = all.subtract(given);
    put("settlement " + seq + " tokens", wei);
    put("settlement " + seq + " paid", given);
    put("settlement " + seq + " forfeited", forfeited);
    put("settlement " + seq + " rounding", excess.subtract(forfeited));
    put("settlement " + seq + " excess after", excess);
  }

  private void finish() {
    put("fees in", fees);
    put("local", local);
    put("pool, atto", pool);
    put("excess", excess);
    put("batches", BigInteger.valueOf(batches));
    holdings.forEach((curator, atto) -> put("held for " + curator + ", atto", atto));
    paid.forEach((curator, wei) -> put("paid to " + curator, wei));
  }

  private void put(String name, BigInteger value) {
    figures.put(name, value.toString());
  }
}
