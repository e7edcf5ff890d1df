package dev.curation.local.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Votes and stakes, counted once more from the first event on. */
final class ProgramBooks {
  private final Map<String, Map<String, BigInteger>> votes = new HashMap<>();
  private final Map<String, BigInteger> stakes = new HashMap<>();

  private ProgramBooks() {}

  /**
   * An event with what the books said right after it.
   *
   * @param below how many collections had less power than its own
   * @param ranked how many had any
   * @param stakes of those who take part
   */
  record Seen(ProgramFact fact, long below, long ranked, Map<String, BigInteger> stakes) {
    BigInteger stake(String address) {
      return stakes.getOrDefault(address, BigInteger.ZERO);
    }
  }

  /** All events in their order. */
  static List<Seen> read(List<ProgramFact> facts) {
    ProgramBooks books = new ProgramBooks();
    List<Seen> seen = new ArrayList<>();
    facts.stream()
        .sorted(ProgramFact.ORDER)
        .forEach(
            fact -> {
              books.change(fact);
              seen.add(books.seen(fact));
            });
    return seen;
  }

  private void change(ProgramFact fact) {
    String collection = fact.collection();
    switch (fact.kind()) {
      case STAKE -> add(stakes, fact.user(), fact.amount());
      case UNSTAKE -> add(stakes, fact.user(), fact.amount().negate());
      case VOTE -> add(votesFor(collection), fact.user(), fact.amount());
      case UNVOTE -> add(votesFor(collection), fact.user(), fact.amount().negate());
      case SALE -> {}
    }
  }

  private Map<String, BigInteger> votesFor(@Nullable String collection) {
    return votes.computeIfAbsent(String.valueOf(collection), any -> new HashMap<>());
  }

  /** Never below zero. */
  private static void add(Map<String, BigInteger> amounts, String user, BigInteger amount) {
    BigInteger sum = amounts.getOrDefault(user, BigInteger.ZERO).add(amount);
    amounts.put(user, sum.max(BigInteger.ZERO));
  }

  private Seen seen(ProgramFact fact) {
    BigInteger own = power(votesFor(fact.collection()));
    List<BigInteger> powers =
        votes.values().stream().map(ProgramBooks::power).filter(p -> p.signum() > 0).toList();
    long below = powers.stream().filter(power -> power.compareTo(own) < 0).count();
    Map<String, BigInteger> held = new HashMap<>();
    held.put(fact.user(), stakes.getOrDefault(fact.user(), BigInteger.ZERO));
    if (fact.seller() != null) {
      held.put(fact.seller(), stakes.getOrDefault(fact.seller(), BigInteger.ZERO));
    }
    return new Seen(fact, below, powers.size(), held);
  }

  private static BigInteger power(Map<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }
}
