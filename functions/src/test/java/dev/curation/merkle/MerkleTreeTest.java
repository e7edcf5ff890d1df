package dev.curation.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.curation.errors.InvalidValueException;
import dev.curation.money.Wei;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proofs hold, altered ones do not, and the order of accounts plays no part. */
final class MerkleTreeTest {
  static List<Integer> smallSizes() {
    return IntStream.rangeClosed(1, 70).boxed().toList();
  }

  private static void assertProves(MerkleTree tree, List<Entitlement> entitlements, int i) {
    List<NodeHash> proof = tree.proof(tree.place(i));
    Entitlement each = entitlements.get(i);
    assertTrue(MerkleTree.verify(tree.root(), each, proof), i + " of " + entitlements.size());
    Wei other =
        each.cumulative().equals(Wei.of(1)) ? Wei.of(2) : each.cumulative().minus(Wei.of(1));
    Entitlement altered = new Entitlement(each.account(), other);
    assertFalse(MerkleTree.verify(tree.root(), altered, proof), "another amount");
  }

  @ParameterizedTest
  @MethodSource("smallSizes")
  void shouldProveEveryAccountAndNoAlteredProof(int count) {
    List<Entitlement> entitlements = Trees.entitlements(count, count);
    MerkleTree tree = MerkleTree.of(entitlements);
    for (int i = 0; i < count; i++) {
      assertProves(tree, entitlements, i);
      List<NodeHash> proof = tree.proof(tree.place(i));
      for (int at = 0; at < proof.size(); at++) {
        List<NodeHash> altered = new ArrayList<>(proof);
        byte[] bytes = proof.get(at).bytes();
        bytes[i % bytes.length] ^= 1;
        altered.set(at, NodeHash.of(bytes, 0));
        assertFalse(MerkleTree.verify(tree.root(), entitlements.get(i), altered), "altered");
        altered.remove(at);
        assertFalse(MerkleTree.verify(tree.root(), entitlements.get(i), altered), "shorter");
      }
      List<NodeHash> longer = new ArrayList<>(proof);
      longer.add(tree.root());
      assertFalse(MerkleTree.verify(tree.root(), entitlements.get(i), longer), "longer");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8191, 8192, 8193, 20_000})
  void shouldProveAccountsOfLargeTrees(int count) {
    List<Entitlement> entitlements = Trees.entitlements(count, count);
    MerkleTree tree = MerkleTree.of(entitlements);
    for (int i = 0; i < count; i += 7) {
      assertProves(tree, entitlements, i);
    }
    assertEquals(2 * count - 1, tree.size());
  }

  @Test
  void shouldBeTheSameTreeInAnyOrder() {
    List<Entitlement> entitlements = Trees.entitlements(1_000, 1);
    MerkleTree tree = MerkleTree.of(entitlements);
    List<Entitlement> shuffled = new ArrayList<>(entitlements);
    Collections.shuffle(shuffled, new Random(2));
    MerkleTree other = MerkleTree.of(shuffled);
    assertArrayEquals(tree.copy(0, tree.size()), other.copy(0, other.size()));
    for (int i = 0; i < shuffled.size(); i++) {
      int before = entitlements.indexOf(shuffled.get(i));
      assertEquals(tree.place(before), other.place(i));
    }
  }

  @Test
  void shouldRefuseNoAccounts() {
    var refused = assertThrows(InvalidValueException.class, () -> MerkleTree.of(List.of()));
    assertEquals("accounts", refused.field());
  }

  /** Hashes whose first bits are equal stand side by side as long as nothing else is looked at. */
  @Test
  void shouldOrderLeavesWhoseFirstBitsAreEqual() {
    int count = 3_000;
    Random random = new Random(5);
    byte[] leaves = new byte[count * NodeHash.BYTES];
    random.nextBytes(leaves);
    for (int i = 0; i < count; i++) {
      int at = i * NodeHash.BYTES;
      // A few prefixes, with and without the highest bit, and ties far behind.
      Arrays.fill(leaves, at, at + 5, (byte) (random.nextInt(4) * 0x55));
      Arrays.fill(leaves, at + 5, at + NodeHash.BYTES - 3, (byte) 0);
    }
    int[] order = MerkleTree.sorted(leaves);
    for (int i = 1; i < count; i++) {
      int before = order[i - 1] * NodeHash.BYTES;
      int after = order[i] * NodeHash.BYTES;
      int compared =
          Arrays.compareUnsigned(
              leaves, before, before + NodeHash.BYTES, leaves, after, after + NodeHash.BYTES);
      assertTrue(compared <= 0, "at " + i);
    }
    assertEquals(count, Arrays.stream(order).distinct().count());
  }
}
