package dev.curation.decoding;

import dev.curation.chain.Address;

/**
 * A chain's staking contract.
 *
 * @param durations whether a stake has a duration that multiplies its power
 */
public record StakingContract(Address address, boolean durations) {}
