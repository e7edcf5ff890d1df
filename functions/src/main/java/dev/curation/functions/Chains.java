package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.claims.Distributor;
import dev.curation.node.ChainNode;
import dev.curation.payments.Treasury;
import java.net.URI;
import java.util.List;

/**
 * How functions reach chains and what stands on them. Each is asked for once, when it is needed for
 * the first time, and only where the chain has endpoints.
 */
public interface Chains {

  /** A node, or several of which the next answers where one fails. */
  ChainNode node(ChainSetup setup);

  /**
   * The same for a page that waits: no longer than it is worth.
   *
   * @param endpoints of JSON-RPC, the preferred one first
   */
  ChainNode promptNode(ChainId chain, List<URI> endpoints);

  /** Who pays, of a chain that has a treasury. */
  Treasury treasury(ChainSetup setup);

  /** The contract that pays claims. */
  Distributor distributor(ChainSetup setup, Address contract);
}
