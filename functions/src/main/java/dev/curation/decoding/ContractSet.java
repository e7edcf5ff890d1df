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
 * @param distributor the contract that pays Merkle claims
 */
public record ContractSet(
    ChainId chain,
    Address wrappedNative,
    List<Exchange> exchanges,
    Optional<StakingContract> staking,
    Optional<Address> distributor) {

  /** Without a contract that pays claims. */
  public ContractSet(
      ChainId chain,
      Address wrappedNative,
      List<Exchange> exchanges,
      Optional<StakingContract> staking) {
    this(chain, wrappedNative, exchanges, staking, Optional.empty());
  }

  /**
   * @throws InvalidValueException if an address is there twice
   */
  public ContractSet {
    exchanges = List.copyOf(exchanges);
    Set<Address> seen = new LinkedHashSet<>(Set.of(wrappedNative));
    exchanges.forEach(exchange -> add(seen, exchange.address()));
    staking.ifPresent(contract -> add(seen, contract.address()));
    distributor.ifPresent(contract -> add(seen, contract));
  }

  private static void add(Set<Address> seen, Address address) {
    if (!seen.add(address)) {
      throw new InvalidValueException("address", address, "must be one contract's only");
    }
  }

  /** The contracts whose logs are wanted: exchanges as configured, then the others. */
  public Set<Address> addresses() {
    Set<Address> addresses = new LinkedHashSet<>();
    exchanges.forEach(exchange -> addresses.add(exchange.address()));
    staking.ifPresent(contract -> addresses.add(contract.address()));
    distributor.ifPresent(addresses::add);
    return Collections.unmodifiableSet(addresses);
  }

  /** Whether amounts of the token are wei. */
  public boolean isWei(Address token) {
    return token.equals(Address.ZERO) || token.equals(wrappedNative);
  }
}
