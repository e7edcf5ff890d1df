package dev.curation.functions;

import dev.curation.chain.ChainId;
import dev.curation.listening.ChainSettings;
import java.net.URI;
import java.util.List;

/**
 * A chain and where its nodes answer.
 *
 * @param endpoints of JSON-RPC, the preferred one first; none: only webhooks tell of the chain
 */
public record ChainSetup(ChainSettings settings, List<URI> endpoints) {
  public ChainSetup {
    endpoints = List.copyOf(endpoints);
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
