package dev.curation.claims;

import dev.curation.chain.Address;
import dev.curation.chain.TxHash;
import dev.curation.merkle.NodeHash;
import dev.curation.money.Wei;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The contract that pays claims, on its chain. Every method may throw a {@code NodeException}. */
public interface Distributor {

  Address address();

  /**
   * What the contract says of a token, at the newest block.
   *
   * @param root by which claims are paid now; {@link NodeHash#NONE}: by none
   * @param pending a root behind its timelock; {@link NodeHash#NONE}: there is none
   * @param activeAt when the pending root is in force, milliseconds
   * @param claimed what it has paid so far
   * @param balance what it holds
   */
  record State(NodeHash root, NodeHash pending, long activeAt, Wei claimed, Wei balance) {
    /** What it was ever given, as far as it was not given away otherwise than by claims. */
    public Wei funded() {
      return claimed.plus(balance);
    }

    public boolean knows(NodeHash other) {
      return root.equals(other) || pending.equals(other);
    }
  }

  /**
   * @param token its address; {@link Address#ZERO}: the chain's own currency
   */
  State state(Address token);

  /** Whether this backend holds the key that may propose roots. */
  boolean canPropose();

  /**
   * Signs and sends the proposal of a root; does not wait until it is mined.
   *
   * @param contentHash of the tree's file, in hex
   * @param before that proposed the same root before; if it still waits, this one takes its place;
   *     null: none is known
   */
  TxHash propose(Address token, NodeHash root, String contentHash, @Nullable TxHash before);

  /** How a transaction ended: true: it succeeded; empty: it is not mined. */
  Optional<Boolean> outcome(TxHash transaction);
}
