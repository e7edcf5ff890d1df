package dev.curation.simulator;

import dev.curation.documents.Paths;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pool's documents all together: everything that came in is somewhere (specs/withdrawals.md,
 * Invariants 8).
 */
final class PoolBalance {
  private static final BigInteger Q = BigInteger.TEN.pow(36);

  private final Fields pool;
  private final SortedMap<String, Fields> operators;
  private final SortedMap<String, Fields> delegations;
  private final SortedMap<String, Fields> accounts;

  PoolBalance(Store store) {
    pool = store.get(Paths.pool(Setting.CHAIN)).map(StoredDocument::fields).orElse(Fields.EMPTY);
    operators = below(store, Paths.OPERATORS);
    delegations = below(store, Paths.DELEGATIONS);
    accounts = below(store, Paths.ACCOUNTS);
  }

  private static SortedMap<String, Fields> below(Store store, String kind) {
    SortedMap<String, Fields> found = new TreeMap<>();
    for (StoredDocument document :
        store.query(Query.in(Paths.pool(Setting.CHAIN).collection(kind)))) {
      found.put(document.path().id(), document.fields());
    }
    return found;
  }

  private static BigInteger amount(Fields fields, String name, String denom) {
    Fields amounts = fields.has(name) ? fields.map(name) : Fields.EMPTY;
    return amounts.has(denom) ? new BigInteger(amounts.string(denom)) : BigInteger.ZERO;
  }

  private static BigInteger votes(Fields fields) {
    return new BigInteger(fields.string("votes"));
  }

  BigInteger of(String name, String denom) {
    return amount(pool, name, denom);
  }

  /** What is in the pool, wei. */
  BigInteger left(String denom) {
    return of("receivedWei", denom).subtract(of("withdrawnWei", denom));
  }

  /** By their addresses. */
  SortedMap<String, Fields> operators() {
    return operators;
  }

  /** Votes by curator and operator, those with which fees are shared. */
  SortedMap<String, BigInteger> placed() {
    SortedMap<String, BigInteger> placed = new TreeMap<>();
    delegations.forEach((id, fields) -> placed.put(id, votes(fields)));
    return placed;
  }

  /** What a person has that is no whole wei yet, in 10^-36 wei. */
  BigInteger credit(String person, String denom) {
    return amount(accounts.getOrDefault(person, Fields.EMPTY), "creditQ", denom);
  }

  void check() {
    if (!pool.has("totalVotes")) {
      return;
    }
    BigInteger all = new BigInteger(pool.string("totalVotes"));
    SortedMap<String, BigInteger> sums = new TreeMap<>();
    operators.keySet().forEach(operator -> sums.put(operator, BigInteger.ZERO));
    delegations.forEach((id, fields) -> sums.merge(operator(id), votes(fields), BigInteger::add));
    SortedMap<String, BigInteger> stored = new TreeMap<>();
    operators.forEach((operator, fields) -> stored.put(operator, votes(fields)));
    Difference.check(sums, stored, "votes of operators");
    Difference.check(
        all,
        stored.values().stream().reduce(BigInteger.ZERO, BigInteger::add),
        "votes of all operators");
    SortedSet<String> denoms = new TreeSet<>(pool.map("receivedWei").values().keySet());
    denoms.forEach(
        denom -> Difference.check(left(denom).multiply(Q), owed(denom), "owed in " + denom));
  }

  private static String operator(String delegation) {
    return delegation.substring(delegation.indexOf('_') + 1);
  }

  private BigInteger owed(String denom) {
    BigInteger owed = of("carryQ", denom).add(of("taxQ", denom)).add(of("dustQ", denom));
    for (Fields operator : operators.values()) {
      BigInteger since = of("accumulatorQ", denom).subtract(amount(operator, "checkpointQ", denom));
      owed =
          owed.add(votes(operator).multiply(since))
              .add(amount(operator, "bonusQ", denom))
              .add(amount(operator, "commissionQ", denom));
    }
    for (String id : delegations.keySet()) {
      Fields delegation = delegations.getOrDefault(id, Fields.EMPTY);
      Fields operator = operators.getOrDefault(operator(id), Fields.EMPTY);
      BigInteger since =
          amount(operator, "ratioQ", denom).subtract(amount(delegation, "startRatioQ", denom));
      owed = owed.add(votes(delegation).multiply(since)).add(amount(delegation, "accruedQ", denom));
    }
    for (String person : accounts.keySet()) {
      owed = owed.add(credit(person, denom));
    }
    return owed;
  }
}
