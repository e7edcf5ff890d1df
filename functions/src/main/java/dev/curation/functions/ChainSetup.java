package dev.curation.functions;

import dev.curation.chain.ChainId;
import dev.curation.evm.TreasuryKey;
import dev.curation.listening.ChainSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A chain and where its nodes answer.
 *
 * @param endpoints of JSON-RPC, the preferred one first; none: only webhooks tell of the chain
 * @param treasury the account that pays; empty: nothing is paid on the chain
 */
public record ChainSetup(
    ChainSettings settings, List<URI> endpoints, Optional<TreasuryKey> treasury) {
  public ChainSetup {
    endpoints = List.copyOf(endpoints);
  }

  public ChainSetup(ChainSettings settings, List<URI> endpoints) {
    this(settings, endpoints, Optional.empty());
  }

  public ChainSetup withTreasury(TreasuryKey key) {
    return new ChainSetup(settings, endpoints, Optional.of(key));
  }

  public ChainId chain() {
    return settings.chain();
  }

  /** Without the endpoints, which often hold a key. */
  @Override
  public String toString() {
    return "ChainSetup[" + settings + ", " + endpoints.size() + " endpoints]";
  }
}
