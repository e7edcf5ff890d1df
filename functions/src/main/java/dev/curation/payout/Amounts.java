package dev.curation.payout;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Amounts by name (of a payee, or an asset) and by a second one. Those of 0 are not kept. */
final class Amounts {
  private final SortedMap<String, SortedMap<String, BigInteger>> all = new TreeMap<>();

  void add(String first, String second, BigInteger amount) {
    if (amount.signum() == 0) {
      return;
    }
    SortedMap<String, BigInteger> row = all.computeIfAbsent(first, key -> new TreeMap<>());
    if (row.merge(second, amount, BigInteger::add).signum() == 0) {
      row.remove(second);
      if (row.isEmpty()) {
        all.remove(first);
      }
    }
  }

  void subtract(String first, String second, BigInteger amount) {
    add(first, second, amount.negate());
  }

  BigInteger get(String first, String second) {
    return of(first).getOrDefault(second, BigInteger.ZERO);
  }

  SortedMap<String, BigInteger> of(String first) {
    return all.getOrDefault(first, Collections.emptySortedMap());
  }

  Set<String> names() {
    return new TreeSet<>(all.keySet());
  }

  SortedMap<String, SortedMap<String, BigInteger>> copy() {
    SortedMap<String, SortedMap<String, BigInteger>> copy = new TreeMap<>();
    all.forEach(
        (first, row) -> copy.put(first, Collections.unmodifiableSortedMap(new TreeMap<>(row))));
    return Collections.unmodifiableSortedMap(copy);
  }
}
