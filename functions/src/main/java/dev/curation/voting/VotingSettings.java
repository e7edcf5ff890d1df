package dev.curation.voting;

import dev.curation.chain.ChainId;
import dev.curation.decoding.StakingContract;
import java.util.Map;

/**
 * @param contracts the staking contract that backs the votes of a chain's collections; chains
 *     without one have no votes
 */
public record VotingSettings(Map<ChainId, StakingContract> contracts) {
  public VotingSettings {
    contracts = Map.copyOf(contracts);
  }
}
