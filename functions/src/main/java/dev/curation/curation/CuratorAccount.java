package dev.curation.curation;

import dev.curation.chain.Address;
import dev.curation.money.Votes;
import dev.curation.money.VotesPerToken;
import dev.curation.money.Wei;
import java.math.BigInteger;

/**
 * What the book says of one curator after a block. A curator who left stays on the book, with no
 * votes.
 *
 * @param voteCount votes held, 0 to 2^63-1; a bare number, as each block looks at it in all
 *     accounts
 * @param votesPerToken mean over the votes added so far, weighted by votes; no money depends on it
 * @param totalAccrued sum of all block shares so far
 * @param blockAccrued share of the book's newest block
 * @param periodAccrued sum of the shares of the blocks of the book's period
 * @param firstVotedAt time of the first ever {@code votesAdded}, milliseconds
 * @param lastVotedAt time of the latest {@code votesAdded}, milliseconds
 * @param isPeriodUser whether a block of the book's period lists the curator
 */
public record CuratorAccount(
    Address address,
    long voteCount,
    VotesPerToken votesPerToken,
    Wei totalAccrued,
    Wei blockAccrued,
    Wei periodAccrued,
    long firstVotedAt,
    long lastVotedAt,
    boolean isPeriodUser) {

  /** Votes held. */
  public Votes votes() {
    return Votes.of(voteCount);
  }

  /** Whether the newest block lists the curator. */
  public boolean isListed() {
    return voteCount != 0;
  }

  /** The account's weight in the mean of votes per token. */
  BigInteger weight() {
    return votesPerToken.weight(votes());
  }
}
