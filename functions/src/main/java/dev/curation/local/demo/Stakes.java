package dev.curation.local.demo;

import dev.curation.local.StakerCalls;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** What the accounts do with their stakes, at random. */
final class Stakes {
  private static final BigInteger MILLI = BigInteger.TEN.pow(15);

  private final RandomGenerator random;
  private final BigInteger[] free;

  Stakes(int accounts, RandomGenerator random) {
    this.random = random;
    this.free = new BigInteger[accounts];
    Arrays.fill(free, BigInteger.ZERO);
  }

  /** Some with a duration; 50 to 400 tokens. */
  String stake(int account) {
    boolean locks = free[account].signum() > 0 && random.nextBoolean();
    BigInteger amount = MILLI.multiply(BigInteger.valueOf(random.nextInt(50_000, 400_000)));
    if (!locks) {
      free[account] = free[account].add(amount);
    }
    return StakerCalls.stake(amount, locks ? random.nextInt(1, 4) : 0);
  }

  /** Where a reorganisation has taken the stake away, the call fails, which is as it should be. */
  String change(int account) {
    if (free[account].signum() == 0) {
      return stake(account);
    }
    return switch (random.nextInt(4)) {
      case 0 -> stake(account);
      case 1 -> {
        BigInteger part = free[account].shiftRight(2).add(BigInteger.ONE);
        free[account] = free[account].subtract(part);
        yield StakerCalls.changeDuration(part, 0, random.nextInt(1, 4));
      }
      default -> unstake(account, random.nextInt(2, 10));
    };
  }

  /**
   * @param tenths of what may be taken
   */
  String unstake(int account, int tenths) {
    BigInteger part = free[account].multiply(BigInteger.valueOf(tenths)).divide(BigInteger.TEN);
    BigInteger amount = part.signum() == 0 ? free[account].max(BigInteger.ONE) : part;
    free[account] = free[account].subtract(amount).max(BigInteger.ZERO);
    return StakerCalls.unstake(amount);
  }

  String rageQuit(int account) {
    free[account] = BigInteger.ZERO;
    return StakerCalls.rageQuit();
  }
}
