package dev.curation.functions;

import dev.curation.chain.CollectionId;
import dev.curation.voting.Ballots;
import dev.curation.voting.VoteMessage.Action;
import dev.curation.voting.VoteRequest;
import java.util.ArrayList;
import java.util.List;
import org.web3j.crypto.ECKeyPair;

/** What an account votes: all its power over all collections, and a part of it taken back. */
final class ChainVotes {
  private ChainVotes() {}

  static List<VoteRequest> of(ChainHistory history, ECKeyPair key, int account) {
    List<VoteRequest> votes = new ArrayList<>();
    long nonce = 1;
    for (CollectionId collection : history.contracts.collections()) {
      votes.add(signed(history, key, Action.VOTE, collection, 40L * account, nonce++));
    }
    CollectionId first = history.contracts.collections().getFirst();
    votes.add(signed(history, key, Action.UNVOTE, first, 3, nonce));
    return votes;
  }

  private static VoteRequest signed(
      ChainHistory history,
      ECKeyPair key,
      Action action,
      CollectionId collection,
      long votes,
      long nonce) {
    return Ballots.of(key, history.contracts.staker(), action, collection, votes, nonce);
  }
}
