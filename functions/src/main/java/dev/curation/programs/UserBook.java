package dev.curation.programs;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The votes and stakes of one user (specs/programs.md, 5), in wei and votes; without zeros. It
 * changes in place.
 */
public final class UserBook {
  /** Under which a stake stands that favours no collection. */
  public static final String NO_COLLECTION = "";

  private final Map<String, BigInteger> votes = new HashMap<>();
  private final Map<String, Map<String, BigInteger>> stakes = new HashMap<>();
  private BigInteger staked = BigInteger.ZERO;

  /** By collection; a copy. */
  public SortedMap<String, BigInteger> votes() {
    return new TreeMap<>(votes);
  }

  /** By contract, then by collection; a copy. */
  public SortedMap<String, SortedMap<String, BigInteger>> stakes() {
    SortedMap<String, SortedMap<String, BigInteger>> sorted = new TreeMap<>();
    stakes.forEach((contract, there) -> sorted.put(contract, new TreeMap<>(there)));
    return sorted;
  }

  /**
   * The stake that counts for an event: of a stake in favour of a collection what is staked for it
   * on the contract, of another stake all on the contract, otherwise all stakes.
   */
  BigInteger stakeFor(Activity event) {
    if (event.type() != EventType.STAKE) {
      return staked;
    }
    String contract = event.contract();
    Map<String, BigInteger> there = contract == null ? null : stakes.get(contract);
    if (there == null) {
      return BigInteger.ZERO;
    }
    String collection = event.collection();
    if (collection != null) {
      return there.getOrDefault(collection, BigInteger.ZERO);
    }
    BigInteger all = BigInteger.ZERO;
    for (BigInteger each : there.values()) {
      all = all.add(each);
    }
    return all;
  }

  /**
   * Adds votes, or takes them; never below zero.
   *
   * @return by how much they really changed
   */
  public BigInteger changeVotes(String collection, BigInteger by) {
    return change(votes, collection, by);
  }

  /**
   * Adds stake, or takes it; never below zero.
   *
   * @return by how much it really changed
   */
  public BigInteger changeStake(String contract, @Nullable String collection, BigInteger by) {
    Map<String, BigInteger> there = stakes.computeIfAbsent(contract, any -> new HashMap<>());
    BigInteger changed = change(there, collection == null ? NO_COLLECTION : collection, by);
    if (there.isEmpty()) {
      stakes.remove(contract);
    }
    staked = staked.add(changed);
    return changed;
  }

  private static BigInteger change(Map<String, BigInteger> amounts, String key, BigInteger by) {
    if (by.signum() > 0) {
      amounts.merge(key, by, BigInteger::add);
      return by;
    }
    BigInteger before = amounts.getOrDefault(key, BigInteger.ZERO);
    BigInteger after = before.add(by).max(BigInteger.ZERO);
    if (after.signum() == 0) {
      amounts.remove(key);
    } else {
      amounts.put(key, after);
    }
    return after.subtract(before);
  }
}
