package dev.curation.simulator;

import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Votes, stakes, owners and who is excluded, counted once more from the first event on. */
final class ProgramBooks {
  private final SortedMap<String, BigInteger> votes = new TreeMap<>();
  private final SortedMap<String, BigInteger> stakes = new TreeMap<>();
  private final SortedMap<String, String> owners = new TreeMap<>();
  private final Set<String> excluded = new TreeSet<>();

  private ProgramBooks() {}

  /**
   * An event with what the books said right after it.
   *
   * @param power of its collection
   * @param below how many collections had less, of those with any
   * @param ranked how many had any
   */
  record Seen(
      ProgramPast.Event event,
      BigInteger power,
      long below,
      long ranked,
      Map<String, BigInteger> stakes,
      Set<String> owners,
      Set<String> excluded) {
    BigInteger stake(String address) {
      return stakes.getOrDefault(address, BigInteger.ZERO);
    }
  }

  static List<Seen> read(ProgramPast past) {
    ProgramBooks books = new ProgramBooks();
    List<Seen> seen = new ArrayList<>();
    for (ProgramPast.Event event : past.events()) {
      past.orders(seen.size(), seen.size() + 1).forEach(books::obey);
      books.change(event);
      seen.add(books.seen(event));
    }
    return seen;
  }

  private void obey(JsonObject order) {
    switch (order.get("action").getAsString()) {
      case "exclude" -> {
        String address = order.get("address").getAsString();
        if (order.get("isExcluded").getAsBoolean()) {
          excluded.add(address);
        } else {
          excluded.remove(address);
        }
      }
      case "registerOwner" ->
          owners.put(order.get("collection").getAsString(), order.get("owner").getAsString());
      default -> {
        // It changes nothing that programs ask for.
      }
    }
  }

  private void change(ProgramPast.Event event) {
    String vote = event.collection() + " " + event.user();
    switch (event.kind()) {
      case "VOTE" -> add(votes, vote, event.amount());
      case "UNVOTE" -> add(votes, vote, event.amount().negate());
      case "STAKE" -> add(stakes, event.user(), event.amount());
      case "UNSTAKE" -> add(stakes, event.user(), event.amount().negate());
      default -> {
        // A sale.
      }
    }
  }

  /** Never below zero. */
  private static void add(Map<String, BigInteger> amounts, String name, BigInteger amount) {
    BigInteger sum = amounts.getOrDefault(name, BigInteger.ZERO).add(amount);
    amounts.put(name, sum.max(BigInteger.ZERO));
  }

  private Seen seen(ProgramPast.Event event) {
    SortedMap<String, BigInteger> powers = new TreeMap<>();
    votes.forEach((vote, count) -> powers.merge(vote.split(" ", -1)[0], count, BigInteger::add));
    powers.values().removeIf(power -> power.signum() == 0);
    BigInteger own = powers.getOrDefault(event.collection(), BigInteger.ZERO);
    return new Seen(
        event,
        own,
        powers.values().stream().filter(power -> power.compareTo(own) < 0).count(),
        powers.size(),
        new TreeMap<>(stakes),
        new TreeSet<>(owners.values()),
        new TreeSet<>(excluded));
  }
}
