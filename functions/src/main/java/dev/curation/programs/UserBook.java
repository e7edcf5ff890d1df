package dev.curation.programs;

import java.math.BigInteger;
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

  private final SortedMap<String, BigInteger> votes = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, BigInteger>> stakes = new TreeMap<>();
  private BigInteger staked = BigInteger.ZERO;

  /** By collection. */
  public SortedMap<String, BigInteger> votes() {
    return votes;
  }

  /** By contract, then by collection. */
  public SortedMap<String, SortedMap<String, BigInteger>> stakes() {
    return stakes;
  }

  /** All stakes. */
  BigInteger staked() {
    return staked;
  }

  /** All on a contract; of one collection, if it is named. */
  BigInteger stakeOn(@Nullable String contract, @Nullable String collection) {
    Map<String, BigInteger> there = contract == null ? null : stakes.get(contract);
    if (there == null) {
      return BigInteger.ZERO;
    }
    return collection == null
        ? there.values().stream().reduce(BigInteger.ZERO, BigInteger::add)
        : there.getOrDefault(collection, BigInteger.ZERO);
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
    SortedMap<String, BigInteger> there = stakes.computeIfAbsent(contract, c -> new TreeMap<>());
    BigInteger changed = change(there, collection == null ? NO_COLLECTION : collection, by);
    if (there.isEmpty()) {
      stakes.remove(contract);
    }
    staked = staked.add(changed);
    return changed;
  }

  private static BigInteger change(Map<String, BigInteger> amounts, String key, BigInteger by) {
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
