package dev.curation.curation;

import dev.curation.chain.Address;
import dev.curation.money.Votes;

/**
 * What a block's vote events leave a curator with.
 *
 * @param votes votes held after the block
 * @param firstVotedAt milliseconds
 * @param lastVotedAt milliseconds
 */
public record VoteChange(Address address, Votes votes, long firstVotedAt, long lastVotedAt) {}
