package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Wei;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The contract's answers without a chain: roots are in force at once, or none is, money is there as
 * told.
 */
final class SimulatedDistributor implements Distributor {
  final Map<Address, NodeHash> roots = new HashMap<>();
  final Map<Address, Wei> balances = new HashMap<>();
  final List<TxHash> transactions = new ArrayList<>();
  boolean canPropose = true;

  /** Whether roots are still behind their timelock. */
  boolean pending;

  @Override
  public State state(Address token) {
    NodeHash root = roots.getOrDefault(token, NodeHash.NONE);
    return new State(
        pending ? NodeHash.NONE : root,
        pending ? root : NodeHash.NONE,
        0,
        Wei.ZERO,
        balances.getOrDefault(token, Wei.ZERO));
  }

  @Override
  public boolean canPropose() {
    return canPropose;
  }

  @Override
  public TxHash propose(Address token, NodeHash root, String contentHash) {
    roots.put(token, root);
    TxHash transaction = new TxHash(String.format("0x%064x", transactions.size() + 1));
    transactions.add(transaction);
    return transaction;
  }

  @Override
  public Optional<Boolean> outcome(TxHash transaction) {
    return transactions.contains(transaction) ? Optional.of(true) : Optional.empty();
  }
}
