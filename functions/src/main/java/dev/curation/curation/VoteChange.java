package dev.curation.curation;

import dev.curation.chain.Address;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;

/**
 * What a block's vote events leave a curator with.
 *
 * @param votes votes held after the block
 * @param votesPerToken mean over the votes added so far
 * @param firstVotedAt milliseconds
 * @param lastVotedAt milliseconds
 */
public record VoteChange(
    Address address,
    Votes votes,
    VotesPerToken votesPerToken,
    long firstVotedAt,
    long lastVotedAt) {}
