package dev.curation.simulator;

import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** Who has how many votes with whom, change by change. */
final class PoolVotes {
  private static final long HOUR = 3_600_000;

  private final SortedMap<String, SortedMap<String, BigInteger>> votes = new TreeMap<>();

  /**
   * A change as a fact.
   *
   * @param source only where votes move from one operator to another
   * @param time from which it counts
   */
  record Change(
      String id,
      String kind,
      String curator,
      String source,
      String operator,
      BigInteger amount,
      long time) {
    static Change of(StoredDocument document) {
      Fields fields = document.fields();
      String kind = fields.string("kind");
      boolean isRate = kind.equals("setCommission");
      return new Change(
          document.path().id(),
          kind,
          isRate ? "" : fields.string("curator"),
          kind.equals("redelegate") ? fields.string("source") : "",
          fields.string("operator"),
          new BigInteger(fields.string(isRate ? "rateE18" : "votes")),
          fields.integer("timestamp"));
    }

    long hour() {
      return time / HOUR * HOUR;
    }
  }

  void apply(Change change) {
    switch (change.kind()) {
      case "delegate" -> move(change.curator(), change.operator(), change.amount());
      case "undelegate" -> move(change.curator(), change.operator(), change.amount().negate());
      case "redelegate" -> {
        move(change.curator(), change.source(), change.amount().negate());
        move(change.curator(), change.operator(), change.amount());
      }
      case "setCommission" -> {
        // No votes move.
      }
      default -> throw new Difference("an unknown change: " + change);
    }
  }

  private void move(String curator, String operator, BigInteger difference) {
    SortedMap<String, BigInteger> holders = votes.computeIfAbsent(operator, any -> new TreeMap<>());
    BigInteger after = holders.getOrDefault(curator, BigInteger.ZERO).add(difference);
    Difference.check(after.signum() >= 0, curator + " has " + after + " votes with " + operator);
    if (after.signum() == 0) {
      holders.remove(curator);
    } else {
      holders.put(curator, after);
    }
  }

  /** By operator, then by curator; none of 0. */
  SortedMap<String, SortedMap<String, BigInteger>> all() {
    return votes;
  }

  SortedMap<String, BigInteger> with(String operator) {
    return votes.getOrDefault(operator, Collections.emptySortedMap());
  }
}
