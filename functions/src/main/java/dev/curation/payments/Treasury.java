package dev.curation.payments;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.TxHash;
import dev.curation.money.Denom;
import dev.curation.money.Wei;
import dev.curation.node.NodeException;
import java.util.Collection;

/**
 * The account that a chain's payments are made from, and a node. Every method but those that ask
 * nothing may throw a {@link NodeException}.
 */
public interface Treasury {
  /** Asks nothing. */
  ChainId chain();

  /** Asks nothing. */
  Address address();

  /**
   * @param account usually this treasury's
   */
  Sighting look(Address account, Collection<TxHash> transactions);

  /** The account's lowest nonce that no transaction known to the node uses, in a block or not. */
  long firstNonce();

  /**
   * What the account has, in the newest block.
   *
   * @throws TransferRefusedException if the denomination is neither the chain's currency nor a
   *     token
   */
  Wei balance(Denom denom);

  Market market();

  /**
   * How much gas the transfer is to be given.
   *
   * @throws TransferRefusedException if it would be reverted or do nothing
   */
  long gas(Transfer transfer);

  /** Signs a transfer, and sends nothing. Asks nothing. */
  SignedTransaction sign(Transfer transfer, long nonce, long gas, Fees fees);

  /**
   * Gives a transaction to the nodes; one that they know already does no harm.
   *
   * @throws NodeException if none takes it; it may arrive all the same
   */
  void broadcast(String raw);
}
