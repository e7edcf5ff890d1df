package dev.curation.merkle;

import dev.curation.chain.Address;
import java.util.Arrays;

/** The hashes of OpenZeppelin's standard tree. Not for use by several threads. */
final class Keccak {
  private static final int WORD = NodeHash.BYTES;

  private final KeccakWords words = new KeccakWords();
  private final byte[] encoded = new byte[2 * WORD];

  /**
   * The hash of a leaf: {@code keccak256(keccak256(abi.encode(account, cumulative)))}. Hashed
   * twice, so that no leaf can be taken for an inner node.
   */
  void leaf(Entitlement entitlement, byte[] into, int at) {
    Arrays.fill(encoded, (byte) 0);
    System.arraycopy(
        entitlement.account().bytes(), 0, encoded, WORD - Address.BYTES, Address.BYTES);
    byte[] amount = entitlement.cumulative().value().toByteArray();
    int sign = amount.length > WORD ? 1 : 0;
    int length = amount.length - sign;
    System.arraycopy(amount, sign, encoded, 2 * WORD - length, length);
    words.hash(encoded, 0, encoded, WORD, into, at);
    words.hash(into, at, into, at);
  }

  /** The hash of two nodes, the smaller first: so a proof need not say on which side they are. */
  void pair(byte[] left, int leftAt, byte[] right, int rightAt, byte[] into, int at) {
    boolean isOrdered =
        Arrays.compareUnsigned(left, leftAt, leftAt + WORD, right, rightAt, rightAt + WORD) <= 0;
    if (isOrdered) {
      words.hash(left, leftAt, right, rightAt, into, at);
    } else {
      words.hash(right, rightAt, left, leftAt, into, at);
    }
  }
}
