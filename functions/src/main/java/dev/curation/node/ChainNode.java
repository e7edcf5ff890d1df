package dev.curation.node;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.chain.ChainId;
import dev.curation.chain.ChainLog;
import dev.curation.chain.TxHash;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A node of a chain. Every method may throw a {@link NodeException}. */
public interface ChainNode {
  /** The chain that the node says it is on. */
  ChainId chainId();

  /** The newest block that the node names; another node may not know it yet. */
  long headNumber();

  /** The blocks of these numbers, in that order; empty where the node knows none. */
  List<Optional<BlockHeader>> headers(List<Long> numbers);

  /**
   * The logs that the contracts emitted in a range of blocks, and the range's last block, asked of
   * one node at once.
   *
   * @param from first block
   * @param to last block, at least {@code from}
   */
  LogRange logs(Collection<Address> contracts, long from, long to);

  /**
   * The logs of a token whose first topic is that of {@code Transfer(address,address,uint256)} and
   * whose third one is a receiver. The node leaves out all others, so that a busy token is no
   * burden.
   *
   * @param from first block
   * @param to last block, at least {@code from}
   */
  LogRange transfers(Address token, Address receiver, long from, long to);

  /** All logs of a transaction, in order; none where the node knows no such transaction. */
  List<ChainLog> transactionLogs(TxHash tx);

  /**
   * {@code getUserStakePower(user)} of a staking contract at the end of a block.
   *
   * @return empty where the contract has no such function or the node has no state of that block
   * @throws NodeException.Refused if the node does not know the block, or fails in any other way
   */
  OptionalLong stakePower(Address stakingContract, Address user, BlockHash block);

  /**
   * What a view function of a contract returns at the end of a block.
   *
   * @param data the function's selector and its arguments, {@code 0x} and hex digits
   * @return {@code 0x} and lower-case hex digits, none where no contract is there; empty where the
   *     contract reverts or the node has no state of that block
   * @throws NodeException.Refused if the node does not know the block, or fails in any other way
   */
  Optional<String> view(Address contract, String data, BlockHash block);
}
