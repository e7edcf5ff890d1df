package dev.curation.payout;

import dev.curation.money.ConservationException;
import dev.curation.money.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What everybody finally owns of one asset, in whole units (specs/payout-plan.md, section 4).
 *
 * @param gross by state
 * @param exact by node
 * @param whole by node; sums exactly to the gain
 * @param stakes by STAKERS node, what each stake gets
 */
record Finals(
    List<Rational> gross,
    SortedMap<String, Rational> exact,
    SortedMap<String, BigInteger> whole,
    SortedMap<String, List<StakeShare>> stakes) {
  /** One stake's exact part; the keys of ties are source, staker and index. */
  record StakeShare(String source, String staker, int index, Rational exact) {
    static final Comparator<StakeShare> ORDER =
        Comparator.comparing(StakeShare::source)
            .thenComparing(StakeShare::staker)
            .thenComparingInt(StakeShare::index);
  }

  static Finals of(String asset, Flow flow, FlowSolver solver, PayoutRequest request) {
    List<Rational> gross = solver.gross(asset);
    SortedMap<String, Rational> exact = solver.finals(gross);
    BigInteger gain =
        solver.gains(asset).values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    SortedMap<String, BigInteger> whole = new TreeMap<>();
    List<BigInteger> shares =
        LargestRemainder.share(gain, List.copyOf(exact.values()), Rational.of(gain));
    List<String> nodes = List.copyOf(exact.keySet());
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < nodes.size(); i++) {
      whole.put(nodes.get(i), shares.get(i));
      sum = sum.add(shares.get(i));
    }
    if (!sum.equals(gain) || !Rational.isSum(exact.values(), gain)) {
      throw new ConservationException(asset + ": " + sum + " of " + gain + " are shared out");
    }
    return new Finals(gross, exact, whole, stakes(flow, request, gross));
  }

  private static SortedMap<String, List<StakeShare>> stakes(
      Flow flow, PayoutRequest request, List<Rational> gross) {
    SortedMap<String, List<StakeShare>> stakes = new TreeMap<>();
    for (Map.Entry<Integer, Awards> each : flow.awards().entrySet()) {
      Flow.State state = flow.state(each.getKey());
      Map<String, StakersTable> tables = request.stakers().get(state.node());
      StakersTable table = tables == null ? null : tables.get(state.tag());
      if (table == null || gross.get(each.getKey()).isZero()) {
        continue;
      }
      List<StakeShare> all = stakes.computeIfAbsent(state.node(), node -> new ArrayList<>());
      for (int i = 0; i < table.stakes().size(); i++) {
        Rational exact = gross.get(each.getKey()).times(each.getValue().each().get(i));
        if (!exact.isZero()) {
          all.add(new StakeShare(state.tag(), table.stakes().get(i).staker(), i, exact));
        }
      }
    }
    stakes.values().forEach(all -> all.sort(StakeShare.ORDER));
    return stakes;
  }

  /** Some units of a STAKERS node, by staker. */
  SortedMap<String, BigInteger> byStaker(String node, BigInteger units) {
    List<StakeShare> all = stakes.getOrDefault(node, List.of());
    List<BigInteger> shares =
        LargestRemainder.share(
            units,
            all.stream().map(StakeShare::exact).toList(),
            exact.getOrDefault(node, Rational.ZERO));
    SortedMap<String, BigInteger> byStaker = new TreeMap<>();
    for (int i = 0; i < all.size(); i++) {
      byStaker.merge(all.get(i).staker(), shares.get(i), BigInteger::add);
    }
    return byStaker;
  }
}
