package dev.curation.webhook;

import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.node.NodeException;
import java.util.List;

/** What a chain's node knows of transactions. */
@FunctionalInterface
public interface TransactionLogs {
  /**
   * All logs of a transaction, in order; none where the node knows no such transaction.
   *
   * @throws NodeException if it does not answer
   */
  List<ChainLog> of(TxHash tx);
}
