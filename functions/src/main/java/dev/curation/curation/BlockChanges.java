package dev.curation.curation;

import dev.curation.money.Votes;
import dev.curation.money.Wei;
import dev.curation.time.BlockHour;
import java.util.List;

/**
 * What the events of one block change: enough to roll the book on without them.
 *
 * @param fees sum of the block's sale fees
 * @param reversedFees sum of the fees of sales of sealed blocks that were orphaned and are booked
 *     back here
 * @param votesAdded votes really added
 * @param votesRemoved votes really removed
 * @param voteChanges curators whose votes or voting times change, in the order of their addresses
 */
public record BlockChanges(
    BlockHour hour,
    Wei fees,
    Wei reversedFees,
    Votes votesAdded,
    Votes votesRemoved,
    List<VoteChange> voteChanges) {
  public BlockChanges {
    voteChanges = List.copyOf(voteChanges);
  }
}
