package dev.curation.withdrawals;

import dev.curation.withdrawals.PoolChange.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All records of one pool in memory. */
public final class MemoryRecords implements Records, PoolChange.Target {
  private PoolParameters parameters;
  private PoolBook book = PoolBook.EMPTY;
  private final Map<String, Operator> operators = new HashMap<>();
  private final Map<String, Map<String, Delegation>> delegations = new HashMap<>();
  private final Map<String, Account> accounts = new HashMap<>();

  public MemoryRecords(PoolParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public PoolParameters parameters() {
    return parameters;
  }

  public void setParameters(PoolParameters changed) {
    parameters = changed;
  }

  @Override
  public PoolBook book() {
    return book;
  }

  @Override
  public @Nullable Operator operator(String operator) {
    return operators.get(operator);
  }

  @Override
  public @Nullable Delegation delegation(String curator, String operator) {
    return delegations.getOrDefault(curator, Map.of()).get(operator);
  }

  /** The operators with whom the curator has votes, in their order. */
  public List<String> operatorsOf(String curator) {
    return List.copyOf(delegations.getOrDefault(curator, Map.of()).keySet());
  }

  @Override
  public Account account(String person) {
    return accounts.getOrDefault(person, Account.EMPTY);
  }

  public Map<String, Operator> operators() {
    return operators;
  }

  /** By curator, then by operator. */
  public Map<String, Map<String, Delegation>> delegations() {
    return delegations;
  }

  public Map<String, Account> accounts() {
    return accounts;
  }

  @Override
  public void put(PoolBook changed) {
    book = changed;
  }

  @Override
  public void put(String operator, @Nullable Operator changed) {
    if (changed == null) {
      operators.remove(operator);
    } else {
      operators.put(operator, changed);
    }
  }

  @Override
  public void put(Place place, @Nullable Delegation changed) {
    if (changed != null) {
      delegations
          .computeIfAbsent(place.curator(), any -> new TreeMap<>())
          .put(place.operator(), changed);
      return;
    }
    Map<String, Delegation> own = Objects.requireNonNull(delegations.get(place.curator()));
    own.remove(place.operator());
    if (own.isEmpty()) {
      delegations.remove(place.curator());
    }
  }

  @Override
  public void put(String person, Account changed) {
    accounts.put(person, changed);
  }

  /** What each person could withdraw now, in parts of 1/Q wei: commission is its owner's. */
  public Map<String, Amounts> claimableQ() {
    Map<String, Amounts> all = new TreeMap<>();
    accounts.forEach((person, account) -> all.merge(person, account.creditQ(), Amounts::plus));
    operators.forEach(
        (id, operator) ->
            all.merge(operator.owner(), Claimable.ofCommission(this, id), Amounts::plus));
    delegations.forEach(
        (curator, own) ->
            own.keySet()
                .forEach(
                    id ->
                        all.merge(
                            curator, Claimable.ofDelegation(this, curator, id), Amounts::plus)));
    return all;
  }
}
