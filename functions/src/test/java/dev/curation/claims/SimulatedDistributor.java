package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contract's answers without a chain: money is there as told, and roots are in force as soon as
 * they are mined, which is at once unless told otherwise.
 */
final class SimulatedDistributor implements Distributor {
  final Map<Address, NodeHash> roots = new HashMap<>();
  final Map<Address, NodeHash> pending = new HashMap<>();
  final Map<Address, Wei> balances = new HashMap<>();
  final Set<Address> broken = new HashSet<>();

  /** In the order in which they were sent, mined or not. */
  final List<TxHash> transactions = new ArrayList<>();

  private final Map<TxHash, Proposal> waiting = new HashMap<>();
  private final Map<TxHash, Boolean> outcomes = new HashMap<>();
  Address address = ClaimWorld.DISTRIBUTOR;
  boolean canPropose = true;
  boolean minesAtOnce = true;
  boolean hasTimelock;

  private record Proposal(Address token, NodeHash root) {}

  @Override
  public Address address() {
    return address;
  }

  @Override
  public State state(Address token) {
    if (broken.contains(token)) {
      throw new NodeException.Refused("execution reverted");
    }
    return new State(
        roots.getOrDefault(token, NodeHash.NONE),
        pending.getOrDefault(token, NodeHash.NONE),
        0,
        Wei.ZERO,
        balances.getOrDefault(token, Wei.ZERO));
  }

  @Override
  public boolean canPropose() {
    return canPropose;
  }

  /** As nodes do, it refuses to send what would revert. */
  @Override
  public TxHash propose(Address token, NodeHash root, String contentHash, @Nullable TxHash before) {
    if (state(token).knows(root)) {
      throw new AssertionError("proposed although the chain knows it: " + root);
    }
    TxHash transaction = new TxHash(String.format("0x%064x", transactions.size() + 1));
    transactions.add(transaction);
    if (before != null) {
      waiting.remove(before);
    }
    waiting.put(transaction, new Proposal(token, root));
    if (minesAtOnce) {
      mine();
    }
    return transaction;
  }

  /**
   * All that waits, in the order in which it came; of what is the same all but the first revert.
   */
  void mine() {
    for (TxHash transaction : transactions) {
      Proposal proposal = waiting.remove(transaction);
      if (proposal != null) {
        boolean isNew = !state(proposal.token()).knows(proposal.root());
        outcomes.put(transaction, isNew);
        if (isNew) {
          (hasTimelock ? pending : roots).put(proposal.token(), proposal.root());
        }
      }
    }
  }

  /** The nodes forget what waits. */
  void drop() {
    waiting.clear();
  }

  /** The timelock is over. */
  void activate() {
    roots.putAll(pending);
    pending.clear();
  }

  @Override
  public Optional<Boolean> outcome(TxHash transaction) {
    return Optional.ofNullable(outcomes.get(transaction));
  }
}
