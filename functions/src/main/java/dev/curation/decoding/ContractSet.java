package dev.curation.decoding;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the listener hears of one chain.
 *
 * @param wrappedNative the token that counts as wei beside the native currency
 */
public record ContractSet(
    ChainId chain,
    Address wrappedNative,
    List<Exchange> exchanges,
    Optional<StakingContract> staking) {
  /**
   * @throws InvalidValueException if an address is there twice
   */
  public ContractSet {
    exchanges = List.copyOf(exchanges);
    Set<Address> seen = new LinkedHashSet<>(Set.of(wrappedNative));
    exchanges.forEach(exchange -> add(seen, exchange.address()));
    staking.ifPresent(contract -> add(seen, contract.address()));
  }

  private static void add(Set<Address> seen, Address address) {
    if (!seen.add(address)) {
      throw new InvalidValueException("address", address, "must be one contract's only");
    }
  }

  /** The contracts whose logs are wanted: exchanges as configured, then the staking contract. */
  public Set<Address> addresses() {
    Set<Address> addresses = new LinkedHashSet<>();
    exchanges.forEach(exchange -> addresses.add(exchange.address()));
    staking.ifPresent(contract -> addresses.add(contract.address()));
    return Collections.unmodifiableSet(addresses);
  }

  /** Whether amounts of the token are wei. */
  boolean isWei(Address token) {
    return token.equals(Address.ZERO) || token.equals(wrappedNative);
  }
}
