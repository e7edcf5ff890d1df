package dev.curation.merkle;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * How the nodes of a tree are laid out on pages, so that a proof needs one: each page holds a whole
 * subtree, level by level from its root, and the nodes above all pages stand apart.
 *
 * @param size number of nodes of the tree
 */
public record NodePages(int size) {
  /** 8191 nodes: a page of 256 KiB. */
  private static final int MOST_LEVELS = 13;

  /** Levels above the roots of the pages. */
  private int depth() {
    return Math.max(0, level(size - 1) + 1 - MOST_LEVELS);
  }

  private static int level(int node) {
    return 31 - Integer.numberOfLeadingZeros(node + 1);
  }

  public int pages() {
    return 1 << depth();
  }

  /** The nodes above the pages, and the roots of the pages. */
  public byte[] top(MerkleTree tree) {
    return tree.copy(0, 2 * pages() - 1);
  }

  /**
   * @param page 0 to {@link #pages} - 1
   */
  public byte[] page(MerkleTree tree, int page) {
    ByteArrayOutputStream nodes = new ByteArrayOutputStream();
    for (int from = root(page), to = from + 1; from < size; from = 2 * from + 1, to = 2 * to + 1) {
      nodes.writeBytes(tree.copy(from, Math.min(to, size)));
    }
    return nodes.toByteArray();
  }

  private int root(int page) {
    return pages() - 1 + page;
  }

  /** The page that holds a leaf. */
  public int pageOf(int place) {
    int node = place;
    while (level(node) > depth()) {
      node = MerkleTree.parent(node);
    }
    return node - (pages() - 1);
  }

  /**
   * The siblings from a leaf up to the root.
   *
   * @param top the nodes above the pages
   * @param page the page of the leaf
   */
  public List<NodeHash> proof(int place, byte[] top, byte[] page) {
    List<NodeHash> proof = new ArrayList<>();
    int root = root(pageOf(place));
    IntFunction<NodeHash> inPage = node -> NodeHash.of(page, indexInPage(node, root));
    for (int at = place; at > 0; at = MerkleTree.parent(at)) {
      int sibling = MerkleTree.sibling(at);
      boolean isBelow = level(at) > depth();
      proof.add(isBelow ? inPage.apply(sibling) : NodeHash.of(top, sibling));
    }
    return proof;
  }

  private int indexInPage(int node, int root) {
    int level = level(node) - depth();
    int firstOfLevel = ((root + 1) << level) - 1;
    return (1 << level) - 1 + node - firstOfLevel;
  }
}
