package dev.curation.local;

import dev.curation.chain.Address;
import dev.curation.local.Distributor.Pending;
import dev.curation.local.DistributorCalls.Claim;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the RewardsDistributor should do with one token, written down without regard to gas: roots
 * become current when their time comes, and proofs are not computed but known.
 */
final class DistributorModel {
  /** A root that will count. */
  private record Proposal(ClaimTree tree, Instant activeAt) {}

  private final Address token;
  private final Map<String, ClaimTree> trees = new HashMap<>();
  private final Map<Address, BigInteger> claimed = new HashMap<>();
  private final Map<Address, BigInteger> highest = new HashMap<>();
  private String current = Distributor.NO_ROOT;
  private String previous = Distributor.NO_ROOT;
  private List<Proposal> pending = List.of();
  private BigInteger funded = BigInteger.ZERO;

  DistributorModel(Address token) {
    this.token = token;
  }

  Address token() {
    return token;
  }

  String current() {
    return current;
  }

  String previous() {
    return previous;
  }

  Pending pending() {
    return pending.stream()
        .map(
            next ->
                new Pending(
                    next.tree().root(), Distributor.CONTENT, next.activeAt().getEpochSecond()))
        .findFirst()
        .orElse(Pending.NONE);
  }

  BigInteger claimed(Address account) {
    return claimed.getOrDefault(account, BigInteger.ZERO);
  }

  BigInteger paid() {
    return claimed.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  BigInteger funded() {
    return funded;
  }

  /** The highest cumulative amount that an account ever had in a root that counted. */
  BigInteger highest(Address account) {
    return highest.getOrDefault(account, BigInteger.ZERO);
  }

  void fund(BigInteger amount) {
    funded = funded.add(amount);
  }

  /** Time passes. */
  void at(Instant now) {
    for (Proposal next : pending) {
      if (!next.activeAt().isAfter(now)) {
        pending = List.of();
        previous = current;
        current = next.tree().root();
        next.tree()
            .amounts()
            .forEach((who, amount) -> highest.merge(who, amount.value(), BigInteger::max));
      }
    }
  }

  /**
   * @return the name of the error; empty where there is none
   */
  String propose(ClaimTree tree, Instant now) {
    if (tree.root().equals(current) || tree.root().equals(pending().root())) {
      return "RootAlreadyProposed";
    }
    trees.put(tree.root(), tree);
    pending = List.of(new Proposal(tree, now.plus(Distributor.TIMELOCK)));
    return "";
  }

  /** As {@link #propose}. */
  String revoke(String root) {
    if (root.equals(Distributor.NO_ROOT)) {
      return "ZeroRoot";
    }
    if (root.equals(pending().root())) {
      pending = List.of();
      return "";
    }
    if (!root.equals(current)) {
      return "RootNotRevocable";
    }
    current = previous;
    previous = Distributor.NO_ROOT;
    if (current.equals(pending().root())) {
      pending = List.of();
    }
    return "";
  }

  /** As {@link #propose}; without an error, it is paid. */
  String claim(Address account, Claim claim) {
    ClaimTree tree = trees.get(current);
    if (tree == null
        || !tree.amounts().containsKey(account)
        || !tree.claim(token, account).equals(claim)) {
      return "InvalidProof";
    }
    BigInteger amount = claim.cumulative().value();
    BigInteger paid = amount.subtract(claimed(account)).max(BigInteger.ZERO);
    if (paid().add(paid).compareTo(funded) > 0) {
      return token.equals(Distributor.NATIVE) ? "InsufficientBalance" : "Panic";
    }
    claimed.merge(account, amount, BigInteger::max);
    return "";
  }

  /** What everybody has been paid, to be {@link #takeBack taken back} if a later claim fails. */
  Map<Address, BigInteger> payments() {
    return Map.copyOf(claimed);
  }

  void takeBack(Map<Address, BigInteger> before) {
    claimed.clear();
    claimed.putAll(before);
  }
}
