package dev.curation.simulator;

import dev.curation.chain.Address;
import java.math.BigInteger;

/** The 32 bytes of which contracts' data is made, as hex digits. */
final class Words {
  private Words() {}

  static String word(BigInteger value) {
    String hex = value.toString(16);
    return "0".repeat(64 - hex.length()) + hex;
  }

  static String word(long value) {
    return word(BigInteger.valueOf(value));
  }

  static String word(Address address) {
    return "0".repeat(24) + address.hex().substring(2);
  }

  static String topic(long value) {
    return "0x" + word(value);
  }

  static String topic(Address address) {
    return "0x" + word(address);
  }
}
