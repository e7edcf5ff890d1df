package dev.curation.withdrawals;

import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.Set;

/**
 * How a pool is run (specs/withdrawals.md, State).
 *
 * @param taxE18 the treasury's part of fee blocks, 0 to 10^18
 * @param autoWithdrawOnChange whether a change of votes pays what the delegation has earned
 * @param withdrawAddressEnabled whether people may have themselves paid elsewhere
 * @param blockedAddresses to which nothing is paid
 */
public record PoolParameters(
    BigInteger taxE18,
    boolean autoWithdrawOnChange,
    boolean withdrawAddressEnabled,
    Set<String> blockedAddresses) {
  public static final PoolParameters DEFAULT =
      new PoolParameters(BigInteger.ZERO, true, true, Set.of());

  public PoolParameters {
    if (!Scale.isRate(taxE18)) {
      throw new InvalidValueException("taxE18", taxE18, "must be 0 to 10^18");
    }
    blockedAddresses = Set.copyOf(blockedAddresses);
  }

  public boolean isBlocked(String address) {
    return blockedAddresses.contains(address);
  }
}
