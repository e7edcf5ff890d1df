package dev.curation.functions;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
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
 * @param publisher the account that may propose roots of claims; empty: nobody proposes any
 */
public record ChainSetup(
    ChainSettings settings,
    List<URI> endpoints,
    Optional<TreasuryKey> treasury,
    Optional<TreasuryKey> publisher) {

  /**
   * @throws InvalidValueException if one account is both: each counts the nonces it has used
   */
  public ChainSetup {
    endpoints = List.copyOf(endpoints);
    if (publisher.isPresent()
        && publisher.map(TreasuryKey::address).equals(treasury.map(TreasuryKey::address))) {
      throw new InvalidValueException(
          "publisher", publisher.get().address(), "must be another account than the treasury's");
    }
  }

  public ChainSetup(ChainSettings settings, List<URI> endpoints) {
    this(settings, endpoints, Optional.empty(), Optional.empty());
  }

  public ChainSetup withTreasury(TreasuryKey key) {
    return new ChainSetup(settings, endpoints, Optional.of(key), publisher);
  }

  public ChainSetup withPublisher(TreasuryKey key) {
    return new ChainSetup(settings, endpoints, treasury, Optional.of(key));
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
