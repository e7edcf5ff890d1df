package dev.curation.merkle;

import dev.curation.errors.InvalidValueException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * OpenZeppelin's standard tree of {@code ["address","uint256"]}: leaves in the order of their
 * hashes, all nodes in one array with the root in front, the children of node i at 2i+1 and 2i+2.
 * Immutable.
 */
public final class MerkleTree {
  /** So that the directory of a tree's pages fits into one document. */
  public static final int MOST_ACCOUNTS = 1 << 24;

  private static final int BYTES = NodeHash.BYTES;

  private final byte[] nodes;
  private final int[] places;

  private MerkleTree(byte[] nodes, int[] places) {
    this.nodes = nodes;
    this.places = places;
  }

  /**
   * @param entitlements one for each account; the tree is the same in any order
   * @throws InvalidValueException if there is none, or more than {@link #MOST_ACCOUNTS}
   */
  public static MerkleTree of(Collection<Entitlement> entitlements) {
    int count = entitlements.size();
    if (count == 0 || count > MOST_ACCOUNTS) {
      throw new InvalidValueException("accounts", count, "must be 1 to " + MOST_ACCOUNTS);
    }
    Keccak keccak = new Keccak();
    byte[] leaves = new byte[count * BYTES];
    int at = 0;
    for (Entitlement each : entitlements) {
      keccak.leaf(each, leaves, at);
      at += BYTES;
    }
    return build(leaves, sorted(leaves), keccak);
  }

  /**
   * The numbers of the leaves in the order of their hashes: sorted as integers of 40 bits of the
   * hash and the number, and then the few whose bits are equal.
   */
  static int[] sorted(byte[] leaves) {
    int count = leaves.length / BYTES;
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      // A sorted long is signed: one bit is left out.
      keys[i] = (prefix(leaves, i) >>> 1 & -MOST_ACCOUNTS) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int leaf = (int) (keys[i] & (MOST_ACCOUNTS - 1));
      int at = i;
      for (; at > 0 && compare(leaves, order[at - 1], leaf) > 0; at--) {
        order[at] = order[at - 1];
      }
      order[at] = leaf;
    }
    return order;
  }

  private static long prefix(byte[] leaves, int leaf) {
    return ByteBuffer.wrap(leaves).getLong(leaf * BYTES);
  }

  private static int compare(byte[] leaves, int one, int other) {
    return Arrays.compareUnsigned(
        leaves, one * BYTES, (one + 1) * BYTES, leaves, other * BYTES, (other + 1) * BYTES);
  }

  private static MerkleTree build(byte[] leaves, int[] order, Keccak keccak) {
    int count = order.length;
    int size = 2 * count - 1;
    byte[] nodes = new byte[size * BYTES];
    int[] places = new int[count];
    for (int i = 0; i < count; i++) {
      int place = size - 1 - i;
      System.arraycopy(leaves, order[i] * BYTES, nodes, place * BYTES, BYTES);
      places[order[i]] = place;
    }
    for (int i = count - 2; i >= 0; i--) {
      int left = (2 * i + 1) * BYTES;
      keccak.pair(nodes, left, nodes, left + BYTES, nodes, i * BYTES);
    }
    return new MerkleTree(nodes, places);
  }

  public NodeHash root() {
    return node(0);
  }

  /** Number of nodes: twice the leaves, less one. */
  public int size() {
    return nodes.length / BYTES;
  }

  /**
   * @param index 0, the root, to {@link #size} - 1
   */
  public NodeHash node(int index) {
    return NodeHash.of(nodes, index);
  }

  /** Where the leaf of an entitlement stands among the nodes, by the order they were given in. */
  public int place(int entitlement) {
    return places[entitlement];
  }

  /**
   * The siblings from a leaf up to the root.
   *
   * @param place of the leaf
   */
  public List<NodeHash> proof(int place) {
    List<NodeHash> proof = new ArrayList<>();
    for (int at = place; at > 0; at = parent(at)) {
      proof.add(node(sibling(at)));
    }
    return proof;
  }

  static int parent(int node) {
    return (node - 1) / 2;
  }

  static int sibling(int node) {
    return node % 2 == 0 ? node - 1 : node + 1;
  }

  /** Whether the proof leads from the entitlement to the root: what the contract checks. */
  public static boolean verify(NodeHash root, Entitlement entitlement, List<NodeHash> proof) {
    Keccak keccak = new Keccak();
    byte[] hash = new byte[BYTES];
    keccak.leaf(entitlement, hash, 0);
    for (NodeHash sibling : proof) {
      keccak.pair(hash, 0, sibling.bytes(), 0, hash, 0);
    }
    return Arrays.equals(hash, root.bytes());
  }

  /** Nodes one after the other, copied. */
  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(nodes, from * BYTES, to * BYTES);
  }
}
