package dev.curation.payout;

import dev.curation.money.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A second implementation of the exact finals and of what becomes of them, from the specification
 * alone: one dense matrix, textbook elimination, remainders by sorting exact fractions.
 */
final class NaivePlan {
  private final PayoutRequest request;
  private final List<List<String>> states = new ArrayList<>();
  private final List<Map<Integer, Rational>> sends = new ArrayList<>();
  private final List<Map<String, Rational>> keeps = new ArrayList<>();

  NaivePlan(PayoutRequest request) {
    this.request = request;
    for (Gain gain : request.gains()) {
      state(gain.node(), gain.node());
    }
    for (int i = 0; i < states.size(); i++) {
      sends.add(new HashMap<>());
      keeps.add(new HashMap<>());
      leave(i, states.get(i).get(0), states.get(i).get(1));
    }
  }

  private int state(String node, String tag) {
    int known = states.indexOf(List.of(node, tag));
    if (known < 0) {
      states.add(List.of(node, tag));
      return states.size() - 1;
    }
    return known;
  }

  private void leave(int from, String node, String tag) {
    Map<String, StakersTable> tables = request.stakers().get(node);
    if (tables != null && tables.get(tag) != null) {
      StakersTable table = tables.get(tag);
      Rational awarded = awarded(table);
      keep(from, node, awarded);
      Rational rest = Rational.ONE.minus(awarded);
      if (table.returnSettles()) {
        keep(from, table.returnTo(), rest);
      } else {
        send(from, state(table.returnTo(), tag), rest);
      }
      return;
    }
    Route route = null;
    for (Route each : request.routes()) {
      boolean isBetter = route == null || each.source().equals(tag);
      if (each.at().equals(node) && List.of(tag, "*").contains(each.source()) && isBetter) {
        route = each;
      }
    }
    if (route == null) {
      keep(from, node, Rational.ONE);
      return;
    }
    keep(from, node, bps(route.keepBps()));
    for (Route.Edge edge : route.edges()) {
      if (edge.settle()) {
        keep(from, edge.to(), bps(edge.bps()));
      } else if (edge.bps() > 0) {
        send(from, state(edge.to(), edge.retag() ? node : tag), bps(edge.bps()));
      }
    }
  }

  private static Rational bps(int bps) {
    return Rational.of(BigInteger.valueOf(bps), BigInteger.valueOf(10_000));
  }

  private void keep(int state, String node, Rational part) {
    keeps.get(state).merge(node, part, Rational::plus);
  }

  private void send(int from, int to, Rational part) {
    sends.get(from).merge(to, part, Rational::plus);
  }

  /** Stake by stake: tokens/total * (base + (1 - base) * min(full, age)/full). */
  private Rational awarded(StakersTable table) {
    Rational total = Rational.ZERO;
    for (StakersTable.Stake stake : table.stakes()) {
      total = total.plus(Rational.of(stake.tokens()));
    }
    Rational sum = Rational.ZERO;
    for (StakersTable.Stake stake : table.stakes()) {
      if (!total.isZero()) {
        sum = sum.plus(award(stake).times(total.inverse()));
      }
    }
    return sum;
  }

  private Rational award(StakersTable.Stake stake) {
    long days = request.nowMs() / 86_400_000 - stake.stakedMs() / 86_400_000;
    Rational age = Rational.of(days);
    if (request.amp().ageUnit() == Amp.AgeUnit.SECONDS) {
      age =
          Rational.of(
              BigInteger.valueOf(request.nowMs() - stake.stakedMs()),
              BigInteger.valueOf(86_400_000));
    }
    Rational full = Rational.of(request.amp().fullDays());
    Rational grown = age.compareTo(full) > 0 ? Rational.ONE : age.times(full.inverse());
    Rational base = bps(request.amp().baseBps());
    return Rational.of(stake.tokens()).times(base.plus(Rational.ONE.minus(base).times(grown)));
  }

  private BigInteger gain(int state, String asset) {
    BigInteger sum = BigInteger.ZERO;
    for (Gain gain : request.gains()) {
      if (states.get(state).equals(List.of(gain.node(), gain.node()))) {
        sum = sum.add(gain.amounts().getOrDefault(asset, BigInteger.ZERO));
      }
    }
    return sum;
  }

  /** By node, without zeros: the textbook's elimination with row swaps. */
  SortedMap<String, Rational> exact(String asset) {
    int size = states.size();
    Rational[][] a = new Rational[size][size + 1];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        Rational in = sends.get(j).getOrDefault(i, Rational.ZERO);
        a[i][j] = (i == j ? Rational.ONE : Rational.ZERO).minus(in);
      }
      a[i][size] = Rational.of(gain(i, asset));
    }
    for (int k = 0; k < size; k++) {
      int pivot = k;
      while (a[pivot][k].isZero()) {
        pivot++;
      }
      Rational[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      Rational inverse = row[k].inverse();
      for (int i = 0; i < size; i++) {
        if (i != k && !a[i][k].isZero()) {
          Rational factor = a[i][k].times(inverse);
          for (int j = k; j <= size; j++) {
            a[i][j] = a[i][j].minus(factor.times(row[j]));
          }
        }
      }
    }
    TreeMap<String, Rational> exact = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      Rational gross = a[i][size].times(a[i][i].inverse());
      keeps.get(i).forEach((node, part) -> exact.merge(node, gross.times(part), Rational::plus));
    }
    exact.values().removeIf(Rational::isZero);
    return exact;
  }

  /** Floors, then one more each to the largest remainders. */
  static SortedMap<String, BigInteger> whole(SortedMap<String, Rational> exact) {
    TreeMap<String, BigInteger> whole = new TreeMap<>();
    BigInteger missing = Rational.sum(List.copyOf(exact.values())).floor();
    for (Map.Entry<String, Rational> each : exact.entrySet()) {
      whole.put(each.getKey(), each.getValue().floor());
      missing = missing.subtract(each.getValue().floor());
    }
    Map<String, Rational> remainders = new HashMap<>();
    exact.forEach((node, all) -> remainders.put(node, all.minus(Rational.of(all.floor()))));
    List<String> order = new ArrayList<>(exact.keySet());
    order.sort(
        Comparator.comparing(
            (String node) -> remainders.getOrDefault(node, Rational.ZERO),
            Comparator.reverseOrder()));
    for (String node : order.subList(0, missing.intValueExact())) {
      whole.merge(node, BigInteger.ONE, BigInteger::add);
    }
    return whole;
  }
}
