package dev.curation.local.demo;

import java.util.Set;

/**
 * A vote or un-vote that was accepted.
 *
 * @param collection its id
 * @param user address
 * @param votes negative: an un-vote
 * @param millis when it was sent
 * @param seen the user's staking transactions that the backend had been told of by then
 */
record CastBallot(String collection, String user, long votes, long millis, Set<String> seen) {
  CastBallot {
    seen = Set.copyOf(seen);
  }
}
