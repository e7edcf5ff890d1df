package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.chain.BlockHash;
import dev.curation.decoding.StakingContract;
import dev.curation.node.ChainNode;
import dev.curation.node.NodeException;
import dev.curation.staking.StakingEntry.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A user's stake power after each staking event: as the contract tells it at that event's block,
 * else as rebuilt from the events. Asks for each block once, whatever became of the others: a node
 * may fail on one old state alone. One that fails on a block of the last minutes may only be
 * behind: then nothing is decided.
 */
final class StakePowers {
  /** So long after a block every node knows it; one that does not never will. Milliseconds. */
  private static final long CATCHING_UP = 600_000;

  private static final Logger LOG = Logger.getLogger(StakePowers.class.getName());

  private final StakingContract contract;
  private final Address user;
  private final long now;
  private final Map<BlockHash, OptionalLong> told = new HashMap<>();
  private final Optional<ChainNode> node;

  /**
   * @param now milliseconds since the epoch
   */
  StakePowers(Optional<ChainNode> node, StakingContract contract, Address user, long now) {
    this.now = now;
    this.node = node;
    this.contract = contract;
    this.user = user;
  }

  /** A live staking event and the power after it. */
  record Powered(StakingEntry entry, long power, Source source) {
    StakeChange change() {
      return new StakeChange(entry.id(), entry.point(), power);
    }
  }

  /**
   * @param live staking events in chain order
   * @throws NodeException if the node does not answer for a block of the last minutes
   */
  List<Powered> of(List<StakingEntry> live) {
    RebuiltStake rebuilt = new RebuiltStake(contract.durations());
    List<Powered> powered = new ArrayList<>();
    for (StakingEntry entry : live) {
      rebuilt.apply(entry.event(), entry.point().timestamp());
      OptionalLong power = contractPower(entry);
      powered.add(
          power.isPresent()
              ? new Powered(entry, power.getAsLong(), Source.CONTRACT)
              : new Powered(entry, rebuilt.power(), Source.BOOK));
    }
    return powered;
  }

  private OptionalLong contractPower(StakingEntry entry) {
    Long known = entry.contractPower();
    if (known != null) {
      return OptionalLong.of(known);
    }
    // Once applied, an event keeps its source: results must not depend on when a node is back.
    return entry.isApplied() ? OptionalLong.empty() : ask(entry);
  }

  private OptionalLong ask(StakingEntry entry) {
    BlockHash block = entry.log().block();
    OptionalLong known = told.get(block);
    if (known != null || node.isEmpty()) {
      return known == null ? OptionalLong.empty() : known;
    }
    try {
      OptionalLong power = node.get().stakePower(contract.address(), user, block);
      told.put(block, power);
      return power;
    } catch (NodeException e) {
      if (entry.point().timestamp() > now - CATCHING_UP) {
        throw e;
      }
      LOG.log(Level.WARNING, "stake power of " + user + " at " + block + " is rebuilt", e);
      told.put(block, OptionalLong.empty());
      return OptionalLong.empty();
    }
  }
}
