package dev.curation.programs;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one address did in one claim period (specs/programs.md, 2). It changes in place: a busy
 * program counts a thousand actions a second.
 */
public final class AccountState {
  private final String address;
  private final long[] counters;
  private long shares;
  private ClaimStatus status = ClaimStatus.UNCLAIMABLE;
  private @Nullable BigInteger reward;

  /**
   * A new one.
   *
   * @param actions how many qualifying actions the program lists
   */
  public AccountState(String address, int actions) {
    this.address = address;
    this.counters = new long[actions];
  }

  /**
   * One as it was kept.
   *
   * @param counters by index of the action; those that are missing are 0
   */
  public AccountState(
      String address,
      int actions,
      SortedMap<Integer, Long> counters,
      long shares,
      ClaimStatus status,
      @Nullable BigInteger reward) {
    this(address, actions);
    counters.forEach((action, count) -> this.counters[action] = count);
    this.shares = shares;
    this.status = status;
    this.reward = reward;
  }

  public String address() {
    return address;
  }

  /** How often each action was done, by its index; without zeros. */
  public SortedMap<Integer, Long> counters() {
    SortedMap<Integer, Long> counted = new TreeMap<>();
    for (int action = 0; action < counters.length; action++) {
      if (counters[action] > 0) {
        counted.put(action, counters[action]);
      }
    }
    return counted;
  }

  public long shares() {
    return shares;
  }

  public ClaimStatus status() {
    return status;
  }

  /** Null until the period closes. */
  public @Nullable BigInteger reward() {
    return reward;
  }

  /** One more of an action: how many of it there are now. */
  long count(int action) {
    counters[action] = Math.addExact(counters[action], 1);
    return counters[action];
  }

  void earn(long more) {
    shares = Math.addExact(shares, more);
  }

  /** The period is closed. */
  public void close(BigInteger given) {
    reward = given;
    status = ClaimStatus.CLAIMABLE;
  }

  /** Whether a claim takes it. */
  public boolean isClaimable() {
    return shares > 0 && status == ClaimStatus.CLAIMABLE;
  }

  /** The reward that a claim pays. */
  public BigInteger claim() {
    status = ClaimStatus.CLAIMED;
    return fixedReward();
  }

  /** Of a closed period. */
  public BigInteger fixedReward() {
    if (reward == null) {
      throw new IllegalStateException(address + ": the period is open");
    }
    return reward;
  }

  public void expire() {
    if (status != ClaimStatus.CLAIMED) {
      status = ClaimStatus.EXPIRED;
    }
  }

  @Override
  public String toString() {
    return address + " " + Arrays.toString(counters) + " " + shares + " " + status + " " + reward;
  }
}
