package dev.curation.staking;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import dev.curation.money.Votes;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is left of a user's votes, given the stake behind them (specs/ingestion.md, Stakes, votes
 * and un-votes). A pure function of facts: it does not matter in which order they became known.
 *
 * @param removals the votes that lost their backing, in the order in which they did
 * @param held the votes left, by collection id; also those of collections that have none left
 */
public record Backing(List<UnVote> removals, SortedMap<String, Held> held) {
  /**
   * @param votes the user's votes there
   * @param lastVoteAt time of the user's latest signed vote there
   */
  public record Held(CollectionId collection, Votes votes, long lastVoteAt) {}

  public Backing {
    removals = List.copyOf(removals);
    held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
  }

  /**
   * The votes and un-votes of one user on one chain.
   *
   * @param stakes the live staking events, each once, in any order
   * @param votes the live signed votes, each once, in any order
   */
  public static Backing of(
      ChainId chain, Address user, List<StakeChange> stakes, List<SignedVote> votes) {
    return new BackingWalk(chain, user).walk(stakes, votes);
  }

  /** All votes left. */
  public Votes total() {
    return held.values().stream().map(Held::votes).reduce(Votes.ZERO, Votes::plus);
  }
}
