package dev.curation.evm;

import com.google.gson.JsonElement;
import dev.curation.chain.ChainId;
import dev.curation.node.NodeException;
import dev.curation.node.WrongChainException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A chain's nodes by JSON-RPC: the first that answers counts. Each is asked once whether it is of
 * the chain.
 */
final class Endpoints {
  private final ChainId chain;
  private final List<JsonRpc> nodes;
  private final Set<Integer> checked = ConcurrentHashMap.newKeySet();

  /**
   * @param nodes at least one, the preferred one first
   */
  Endpoints(ChainId chain, List<JsonRpc> nodes) {
    this.chain = chain;
    this.nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("no endpoint for chain " + chain);
    }
  }

  ChainId chain() {
    return chain;
  }

  /**
   * @throws NodeException of the nodes that fail, the last one's complaint
   * @throws dev.curation.payments.TransferRefusedException as the question does
   * @throws WrongChainException if a node is of another chain
   */
  <T> T ask(Function<JsonRpc, T> question) {
    for (int i = 0; ; i++) {
      try {
        return question.apply(node(i));
      } catch (NodeException e) {
        if (i == nodes.size() - 1) {
          throw e;
        }
      }
    }
  }

  private JsonRpc node(int index) {
    JsonRpc rpc = nodes.get(index);
    if (!checked.contains(index)) {
      JsonElement answer = rpc.call("eth_chainId");
      ChainId found = rpc.reading(() -> new ChainId(JsonFields.quantity("chainId", answer)));
      if (!found.equals(chain)) {
        throw new WrongChainException(index + 1, chain, found);
      }
      checked.add(index);
    }
    return rpc;
  }
}
