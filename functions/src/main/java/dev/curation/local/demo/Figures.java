package dev.curation.local.demo;

import dev.curation.chain.CollectionId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every figure of the rewards, each under a name that says what it is of. */
public final class Figures {
  private final SortedMap<String, BigInteger> figures = new TreeMap<>();
  private final SortedMap<String, BigInteger> earned = new TreeMap<>();
  private final Map<String, BigInteger> fees = new HashMap<>();
  private final Map<String, BigInteger> carries = new HashMap<>();
  private int blocks;

  /** A figure that two counts do not agree on; "none" where one has none. */
  public record Difference(String name, String stored, String recounted) {}

  /**
   * A curator in a block.
   *
   * @param hour milliseconds since the epoch
   * @param total of the curator's shares so far
   */
  void curator(
      CollectionId collection,
      long hour,
      String user,
      BigInteger votes,
      BigInteger share,
      BigInteger total) {
    String name = name(collection, hour) + " " + user;
    figures.put(name + " votes", votes);
    figures.put(name + " share", share);
    figures.put(name + " total", total);
    earned.merge(user, share, BigInteger::add);
  }

  /** A block; those of a collection come in the order of their times. */
  void block(
      CollectionId collection,
      long hour,
      BigInteger blockFees,
      BigInteger feesSoFar,
      BigInteger carry) {
    String name = name(collection, hour);
    figures.put(name + " fees", blockFees);
    figures.put(name + " all fees", feesSoFar);
    figures.put(name + " carry", carry);
    fees.merge(collection.toString(), blockFees, BigInteger::add);
    carries.put(collection.toString(), carry);
    blocks++;
  }

  private static String name(CollectionId collection, long hour) {
    return collection + " " + Instant.ofEpochMilli(hour);
  }

  /** What each curator has earned in all collections, wei, by address. */
  public SortedMap<String, BigInteger> earned() {
    return Collections.unmodifiableSortedMap(earned);
  }

  /** The protocol's fees of all sales, wei. */
  public BigInteger fees() {
    return sum(fees);
  }

  /** What nobody has got yet, wei. */
  public BigInteger carry() {
    return sum(carries);
  }

  public BigInteger distributed() {
    return sum(earned);
  }

  public int blocks() {
    return blocks;
  }

  public int size() {
    return figures.size();
  }

  private static BigInteger sum(Map<String, BigInteger> amounts) {
    return amounts.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Where these figures, as stored, are not those of a recount. */
  public List<Difference> differences(Figures recounted) {
    SortedSet<String> names = new TreeSet<>(figures.keySet());
    names.addAll(recounted.figures.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      BigInteger here = figures.get(name);
      BigInteger there = recounted.figures.get(name);
      if (!Objects.equals(here, there)) {
        differences.add(
            new Difference(
                name,
                here == null ? "none" : here.toString(),
                there == null ? "none" : there.toString()));
      }
    }
    return differences;
  }
}
