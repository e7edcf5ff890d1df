package dev.curation.merkle;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import dev.curation.money.ConservationException;
import dev.curation.money.Wei;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What every account may have claimed in all of one token at the end of a period.
 *
 * @param entitlements in the order of accounts, each once
 * @param tree over them
 */
public record ClaimTree(
    TreeHeader header, TreeSources sources, List<Entitlement> entitlements, MerkleTree tree) {

  /**
   * The tree of what was there and what came in.
   *
   * @param before in the order of accounts; empty in the first tree
   * @param added by account
   * @throws ConservationException if the sum of the accounts is not what was there and what the
   *     sources say
   * @throws InvalidValueException if there is nothing at all
   */
  public static ClaimTree of(
      TreeHeader header,
      TreeSources sources,
      List<Entitlement> before,
      SortedMap<Address, Wei> added) {
    ClaimTree tree = ofSorted(header, sources, merged(before, added));
    Wei due = sum(before).plus(sources.total());
    if (!tree.total().equals(due)) {
      throw new ConservationException(
          "the accounts come to " + tree.total() + ", but " + due + " was there or came in");
    }
    return tree;
  }

  private static List<Entitlement> merged(List<Entitlement> before, SortedMap<Address, Wei> added) {
    List<Entitlement> merged = new ArrayList<>(before.size() + added.size());
    Iterator<Map.Entry<Address, Wei>> more = added.entrySet().iterator();
    Map.@Nullable Entry<Address, Wei> next = more.hasNext() ? more.next() : null;
    for (Entitlement each : before) {
      while (next != null && next.getKey().compareTo(each.account()) < 0) {
        addTo(merged, next);
        next = more.hasNext() ? more.next() : null;
      }
      if (next != null && next.getKey().equals(each.account())) {
        merged.add(new Entitlement(each.account(), each.cumulative().plus(next.getValue())));
        next = more.hasNext() ? more.next() : null;
      } else {
        merged.add(each);
      }
    }
    while (next != null) {
      addTo(merged, next);
      next = more.hasNext() ? more.next() : null;
    }
    return List.copyOf(merged);
  }

  private static void addTo(List<Entitlement> merged, Map.Entry<Address, Wei> added) {
    if (!added.getValue().isZero()) {
      merged.add(new Entitlement(added.getKey(), added.getValue()));
    }
  }

  private static Wei sum(List<Entitlement> entitlements) {
    return entitlements.stream().map(Entitlement::cumulative).reduce(Wei.ZERO, Wei::plus);
  }

  /**
   * A tree as it was written.
   *
   * @throws InvalidValueException if an account is out of order or there twice
   */
  public static ClaimTree ofSorted(
      TreeHeader header, TreeSources sources, List<Entitlement> entitlements) {
    for (int i = 1; i < entitlements.size(); i++) {
      if (entitlements.get(i - 1).compareTo(entitlements.get(i)) >= 0) {
        throw new InvalidValueException(
            "accounts", entitlements.get(i).account(), "must be in order, each once");
      }
    }
    return new ClaimTree(header, sources, entitlements, MerkleTree.of(entitlements));
  }

  public NodeHash root() {
    return tree.root();
  }

  /** Everything that may be claimed by it, claimed or not. */
  public Wei total() {
    return sum(entitlements);
  }

  /** What an account may have claimed in all. */
  public Wei of(Address account) {
    int index = indexOf(account);
    return index < 0 ? Wei.ZERO : entitlements.get(index).cumulative();
  }

  /** The proof of an account; empty for one that is not in the tree, or where it is alone. */
  public List<NodeHash> proof(Address account) {
    int index = indexOf(account);
    return index < 0 ? List.of() : tree.proof(tree.place(index));
  }

  private int indexOf(Address account) {
    return Collections.binarySearch(entitlements, new Entitlement(account, Wei.of(1)));
  }
}
