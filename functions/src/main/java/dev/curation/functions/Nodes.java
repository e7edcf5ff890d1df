package dev.curation.functions;

import dev.curation.chain.ChainId;
import dev.curation.evm.Web3jNode;
import dev.curation.node.ChainNode;
import dev.curation.node.FailoverNode;
import dev.curation.node.Pause;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The nodes of the configured chains; each is connected when it is first asked for. */
final class Nodes {
  private final List<ChainSetup> chains;
  private final Duration toConnect;
  private final Duration toAnswer;
  private final Random random;
  private final Pause pause;
  private final Map<ChainId, Optional<ChainNode>> known = new ConcurrentHashMap<>();

  /**
   * @param random how long pauses differ
   * @param pause between attempts
   */
  Nodes(
      List<ChainSetup> chains, Duration toConnect, Duration toAnswer, Random random, Pause pause) {
    this.random = random;
    this.chains = chains;
    this.toConnect = toConnect;
    this.toAnswer = toAnswer;
    this.pause = pause;
  }

  /** Empty where the chain is not configured, or without endpoints. */
  Optional<ChainNode> of(ChainId chain) {
    return known.computeIfAbsent(
        chain,
        id ->
            chains.stream()
                .filter(setup -> setup.chain().equals(id) && !setup.endpoints().isEmpty())
                .findFirst()
                .map(setup -> connect(id, setup.endpoints(), toConnect, toAnswer, random, pause)));
  }

  /** One that asks the next endpoint where one fails. */
  static ChainNode connect(
      ChainId chain,
      List<URI> endpoints,
      Duration toConnect,
      Duration toAnswer,
      Random random,
      Pause pause) {
    List<ChainNode> each =
        endpoints.stream()
            .<ChainNode>map(uri -> new Web3jNode(chain, uri, toConnect, toAnswer))
            .toList();
    return new FailoverNode(chain, each, random, pause);
  }
}
