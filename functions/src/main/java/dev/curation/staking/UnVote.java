package dev.curation.staking;

import dev.curation.chain.CollectionId;
import dev.curation.ledger.LedgerEvent.VotesRemoved;

/**
 * Votes that lost their backing.
 *
 * @param cause id of the fact that took it away, or the name of its absence
 * @param event what the collection's ledger says of it
 */
public record UnVote(CollectionId collection, String cause, VotesRemoved event) {}
