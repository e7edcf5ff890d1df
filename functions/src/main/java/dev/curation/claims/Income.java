package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.merkle.TreeSources;
import dev.curation.merkle.TreeSources.Collected;
import dev.curation.merkle.TreeSources.Paid;
import dev.curation.money.Wei;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What comes into a tree.
 *
 * @param collected from collections
 * @param paid by payments
 * @param amounts of both, by account
 */
record Income(List<Collected> collected, Paid paid, SortedMap<Address, Wei> amounts) {
  boolean isNothing() {
    return amounts.isEmpty();
  }

  TreeSources sources() {
    return new TreeSources(collected, paid);
  }

  static void add(SortedMap<Address, Wei> amounts, SortedMap<Address, Wei> more) {
    more.forEach((account, wei) -> amounts.merge(account, wei, Wei::plus));
  }

  static SortedMap<Address, Wei> none() {
    return new TreeMap<>();
  }
}
