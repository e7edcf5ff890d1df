package dev.curation.functions;

import dev.curation.chain.ChainId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Something of each configured chain, connected when it is first asked for. */
final class OfChains<T> {
  private final List<ChainSetup> chains;
  private final Function<ChainSetup, T> connect;
  private final Map<ChainId, Optional<T>> known = new ConcurrentHashMap<>();

  OfChains(List<ChainSetup> chains, Function<ChainSetup, T> connect) {
    this.chains = chains;
    this.connect = connect;
  }

  /** Empty where the chain is not configured, or without endpoints. */
  Optional<T> of(ChainId chain) {
    return known.computeIfAbsent(
        chain,
        id ->
            chains.stream()
                .filter(setup -> setup.chain().equals(id) && !setup.endpoints().isEmpty())
                .findFirst()
                .map(connect));
  }
}
