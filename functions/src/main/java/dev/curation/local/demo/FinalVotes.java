package dev.curation.local.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The recount's own walk over one user's votes and stakes (specs/ingestion.md, Stakes, votes and
 * un-votes): a vote stands behind the staking events that the backend had been told of when it was
 * cast, and before all others.
 */
final class FinalVotes {
  private final String user;
  private final List<Change> changes = new ArrayList<>();
  private final SortedMap<String, BigInteger> held = new TreeMap<>();
  private final Map<String, Long> latest = new HashMap<>();
  private int unVotes;

  private FinalVotes(String user) {
    this.user = user;
  }

  /**
   * A change of votes as it counts.
   *
   * @param millis since the epoch
   * @param votes negative: removed
   */
  record Change(String user, String collection, long millis, BigInteger votes) {}

  /**
   * A staking event.
   *
   * @param power the user's, after it
   */
  record Stake(String tx, long millis, BigInteger power) {}

  /**
   * @param stakes in chain order
   * @param ballots in the order of their times
   */
  static FinalVotes of(String user, List<Stake> stakes, List<CastBallot> ballots) {
    FinalVotes walk = new FinalVotes(user);
    int next = 0;
    BigInteger power = BigInteger.ZERO;
    for (int done = 0; done <= stakes.size(); done++) {
      if (done > 0) {
        power = stakes.get(done - 1).power();
        walk.removeExcess(power, stakes.get(done - 1).millis());
      }
      while (next < ballots.size() && known(ballots, next, stakes) <= done) {
        walk.apply(ballots.get(next));
        next++;
      }
      walk.removeExcess(power, 0);
    }
    return walk;
  }

  /** How many staking events stand before a ballot. */
  private static int known(List<CastBallot> ballots, int ballot, List<Stake> stakes) {
    int known = 0;
    for (int i = 0; i < stakes.size(); i++) {
      if (ballots.get(ballot).seen().contains(stakes.get(i).tx())) {
        known = i + 1;
      }
    }
    return known;
  }

  /** In the order in which they count, for each collection. */
  List<Change> changes() {
    return List.copyOf(changes);
  }

  int unVotes() {
    return unVotes;
  }

  private void apply(CastBallot ballot) {
    BigInteger before = held.getOrDefault(ballot.collection(), BigInteger.ZERO);
    // What is not held any more cannot be removed.
    BigInteger change = BigInteger.valueOf(ballot.votes()).max(before.negate());
    add(ballot.collection(), ballot.millis(), change);
    latest.put(ballot.collection(), ballot.millis());
  }

  private void add(String collection, long millis, BigInteger votes) {
    held.merge(collection, votes, BigInteger::add);
    changes.add(new Change(user, collection, millis, votes));
  }

  /** In proportion to the votes: whole parts, then one each to the largest fractions. */
  private void removeExcess(BigInteger power, long millis) {
    BigInteger total = held.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigInteger excess = total.subtract(power);
    if (excess.signum() <= 0) {
      return;
    }
    SortedMap<String, BigInteger> parts = new TreeMap<>();
    Map<String, BigInteger> fractions = new HashMap<>();
    BigInteger rest = excess;
    for (Map.Entry<String, BigInteger> entry : held.entrySet()) {
      BigInteger[] part = excess.multiply(entry.getValue()).divideAndRemainder(total);
      parts.put(entry.getKey(), part[0]);
      fractions.put(entry.getKey(), part[1]);
      rest = rest.subtract(part[0]);
    }
    List<String> order = new ArrayList<>(held.keySet());
    order.sort(
        Comparator.comparing((String id) -> fractions.getOrDefault(id, BigInteger.ZERO))
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    for (String collection : order.subList(0, rest.intValueExact())) {
      parts.merge(collection, BigInteger.ONE, BigInteger::add);
    }
    parts.forEach((collection, part) -> remove(collection, part, millis));
  }

  private void remove(String collection, BigInteger part, long millis) {
    if (part.signum() > 0) {
      unVotes++;
      add(collection, Math.max(millis, latest.getOrDefault(collection, 0L)), part.negate());
    }
  }
}
