package dev.curation.functions;

import dev.curation.chain.ChainId;
import dev.curation.evm.JsonRpc;
import dev.curation.evm.Web3jTreasury;
import dev.curation.payments.Treasury;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who pays on which chain; each is connected when it is first asked for. */
final class Treasuries {
  private final List<ChainSetup> chains;
  private final Duration toConnect;
  private final Duration toAnswer;
  private final Map<ChainId, Optional<Treasury>> known = new ConcurrentHashMap<>();

  Treasuries(List<ChainSetup> chains, Duration toConnect, Duration toAnswer) {
    this.chains = chains;
    this.toConnect = toConnect;
    this.toAnswer = toAnswer;
  }

  /** Empty where the chain has no treasury or no node. */
  Optional<Treasury> of(ChainId chain) {
    return known.computeIfAbsent(chain, this::connect);
  }

  private Optional<Treasury> connect(ChainId chain) {
    return chains.stream()
        .filter(setup -> setup.chain().equals(chain) && !setup.endpoints().isEmpty())
        .findFirst()
        .flatMap(
            setup ->
                setup
                    .treasury()
                    .map(
                        key ->
                            new Web3jTreasury(
                                chain,
                                key,
                                setup.endpoints().stream()
                                    .map(uri -> new JsonRpc(uri, toConnect, toAnswer))
                                    .toList())));
  }
}
