package dev.curation.staking;

import dev.curation.chain.CollectionId;
import dev.curation.ledger.ChainPosition;
import dev.curation.money.Votes;

/**
 * A vote event that the user signed.
 *
 * @param position in the ledger; the times of one user's signed votes increase strictly
 * @param added whether votes were added; else they were removed by hand
 * @param basis the newest staking event that was known when it was accepted
 */
public record SignedVote(
    CollectionId collection, ChainPosition position, boolean added, Votes votes, StakePoint basis) {
  long timestamp() {
    return position.timestamp();
  }
}
