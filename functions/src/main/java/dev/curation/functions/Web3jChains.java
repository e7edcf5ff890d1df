package dev.curation.functions;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.claims.Distributor;
import dev.curation.evm.JsonRpc;
import dev.curation.evm.Web3jDistributor;
import dev.curation.evm.Web3jNode;
import dev.curation.evm.Web3jTreasury;
import dev.curation.node.ChainNode;
import dev.curation.node.FailoverNode;
import dev.curation.node.Pause;
import dev.curation.payments.Treasury;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Chains behind the JSON-RPC of their nodes.
 *
 * @param random how long pauses between attempts differ
 */
record Web3jChains(RandomGenerator random, Pause pause) implements Chains {
  private static final Duration TO_CONNECT = Duration.ofSeconds(5);
  private static final Duration TO_ANSWER = Duration.ofSeconds(20);
  private static final Duration PROMPTLY = Duration.ofSeconds(2);

  @Override
  public ChainNode node(ChainSetup setup) {
    return failover(setup.chain(), setup.endpoints(), TO_CONNECT, TO_ANSWER, pause);
  }

  @Override
  public ChainNode promptNode(ChainId chain, List<URI> endpoints) {
    return failover(chain, endpoints, PROMPTLY, PROMPTLY, duration -> {});
  }

  private ChainNode failover(
      ChainId chain, List<URI> endpoints, Duration toConnect, Duration toAnswer, Pause between) {
    List<ChainNode> each =
        endpoints.stream()
            .<ChainNode>map(uri -> new Web3jNode(chain, uri, toConnect, toAnswer))
            .toList();
    return new FailoverNode(chain, each, random, between);
  }

  @Override
  public Treasury treasury(ChainSetup setup) {
    return new Web3jTreasury(setup.chain(), setup.treasury().orElseThrow(), rpc(setup));
  }

  @Override
  public Distributor distributor(ChainSetup setup, Address contract) {
    return Web3jDistributor.of(setup.chain(), contract, setup.publisher(), rpc(setup));
  }

  private static List<JsonRpc> rpc(ChainSetup setup) {
    return setup.endpoints().stream().map(uri -> new JsonRpc(uri, TO_CONNECT, TO_ANSWER)).toList();
  }
}
