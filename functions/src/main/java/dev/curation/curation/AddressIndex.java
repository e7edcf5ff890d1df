package dev.curation.curation;

import dev.curation.chain.Address;
import java.util.Arrays;
import java.util.List;

/**
 * Where the curators of a book stand in it. Books share it until somebody new votes, so that what a
 * search goes through stays at hand while accounts are made anew for each block.
 */
final class AddressIndex {
  static final AddressIndex EMPTY = new AddressIndex(new Address[0]);

  private final Address[] addresses;

  private AddressIndex(Address[] addresses) {
    this.addresses = addresses;
  }

  /**
   * @param addresses in their order
   */
  static AddressIndex of(List<Address> addresses) {
    return new AddressIndex(addresses.toArray(Address[]::new));
  }

  /** The place of an address; else ~ the place where it would be. */
  int place(Address address) {
    return Arrays.binarySearch(addresses, address);
  }

  /**
   * The index of these and others.
   *
   * @param newcomers none of them is in the index
   */
  AddressIndex with(List<Address> newcomers) {
    if (newcomers.isEmpty()) {
      return this;
    }
    Address[] after = Arrays.copyOf(addresses, addresses.length + newcomers.size());
    for (int i = 0; i < newcomers.size(); i++) {
      after[addresses.length + i] = newcomers.get(i);
    }
    Arrays.sort(after);
    return new AddressIndex(after);
  }
}
