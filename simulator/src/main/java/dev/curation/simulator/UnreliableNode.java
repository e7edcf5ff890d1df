package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import dev.curation.node.BlockHeader;
import dev.curation.node.ChainNode;
import dev.curation.node.LogRange;
import dev.curation.node.NodeException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A node as one process sees it over its network.
 *
 * @param most blocks of one range of logs
 */
record UnreliableNode(ChainNode node, Instance instance, long most) implements ChainNode {
  @Override
  public ChainId chainId() {
    return node.chainId();
  }

  @Override
  public long headNumber() {
    return asked(node::headNumber);
  }

  @Override
  public List<Optional<BlockHeader>> headers(List<Long> numbers) {
    return asked(() -> node.headers(numbers));
  }

  @Override
  public LogRange logs(Collection<Address> contracts, long from, long to) {
    requireFew(from, to);
    return asked(() -> node.logs(contracts, from, to));
  }

  @Override
  public LogRange transfers(Address token, Address receiver, long from, long to) {
    requireFew(from, to);
    return asked(() -> node.transfers(token, receiver, from, to));
  }

  private void requireFew(long from, long to) {
    if (to - from >= most) {
      throw new NodeException.Refused("ranges of at most " + most + " blocks");
    }
  }

  @Override
  public List<ChainLog> transactionLogs(TxHash tx) {
    return asked(() -> node.transactionLogs(tx));
  }

  @Override
  public OptionalLong stakePower(Address stakingContract, Address user, BlockHash block) {
    return asked(() -> node.stakePower(stakingContract, user, block));
  }

  @Override
  public Optional<String> view(Address contract, String data, BlockHash block) {
    return asked(() -> node.view(contract, data, block));
  }

  private <T> T asked(Supplier<T> question) {
    instance.mayFailCall();
    return question.get();
  }
}
