package dev.curation.payout;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The transactions without a plan (specs/payout-plan.md, section 6): each edge that carries
 * something once per asset, cycles once too.
 *
 * @param transfers by asset
 */
record BeforePlan(SortedMap<String, Integer> transfers, long swaps) {
  static BeforePlan of(Flow flow, PayoutRequest request) {
    SortedMap<String, Set<String>> origins = new TreeMap<>();
    long swaps = 0;
    Set<List<String>> sold = new HashSet<>();
    for (Gain gain : request.gains()) {
      for (Map.Entry<String, BigInteger> amount : gain.amounts().entrySet()) {
        if (amount.getValue().signum() > 0) {
          String asset = amount.getKey();
          Conversion conversion = request.convert().get(asset);
          if (request.baseline() == Baseline.CONVERT_FIRST && conversion != null) {
            swaps += sold.add(List.of(gain.node(), asset)) ? 1 : 0;
            asset = conversion.to();
          }
          origins.computeIfAbsent(asset, key -> new TreeSet<>()).add(gain.node());
        }
      }
    }
    SortedMap<String, Integer> transfers = new TreeMap<>();
    origins.forEach((asset, nodes) -> transfers.put(asset, edges(flow, nodes)));
    return new BeforePlan(transfers, swaps);
  }

  private static int edges(Flow flow, Collection<String> origins) {
    Deque<Integer> next = new ArrayDeque<>();
    BitSet seen = new BitSet();
    origins.forEach(node -> next.add(flow.origin(node)));
    Set<List<String>> edges = new HashSet<>();
    while (!next.isEmpty()) {
      int state = next.remove();
      if (seen.get(state)) {
        continue;
      }
      seen.set(state);
      String from = flow.state(state).node();
      for (Flow.Outflow outflow : flow.outflows(state)) {
        if (!outflow.to().equals(from)) {
          edges.add(List.of(from, outflow.to(), outflow.tag()));
        }
        if (!outflow.isFinal()) {
          next.add(outflow.state());
        }
      }
    }
    return edges.size();
  }

  long allTransfers() {
    return transfers.values().stream().mapToLong(Integer::longValue).sum();
  }

  BigInteger gas(GasPrices gas) {
    long nativeTransfers = transfers.getOrDefault(gas.nativeAsset(), 0);
    return gasOf(gas, nativeTransfers, allTransfers() - nativeTransfers, swaps);
  }

  static BigInteger gasOf(GasPrices gas, long natives, long tokens, long swaps) {
    return product(natives, gas.nativeTransfer())
        .add(product(tokens, gas.tokenTransfer()))
        .add(product(swaps, gas.swap()));
  }

  private static BigInteger product(long number, long gas) {
    return BigInteger.valueOf(number).multiply(BigInteger.valueOf(gas));
  }
}
