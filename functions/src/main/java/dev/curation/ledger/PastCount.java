package dev.curation.ledger;

import dev.curation.money.Votes;
import dev.curation.time.BlockHour;
import org.jspecify.annotations.Nullable;

/**
 * A sealed block that counted an event which then was taken back in a sealed block, and counts once
 * more since.
 *
 * @param countedIn the block that counted it
 * @param reversedIn the block that took it back
 * @param votesTaken what a removal really took there, where that was less than it asked for
 */
public record PastCount(BlockHour countedIn, BlockHour reversedIn, @Nullable Votes votesTaken) {}
