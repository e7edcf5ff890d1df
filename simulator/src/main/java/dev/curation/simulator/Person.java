package dev.curation.simulator;

import dev.curation.chain.Address;
import dev.curation.signing.WalletSignature;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/** Somebody with a wallet. */
record Person(ECKeyPair key, Address address) {
  private static final List<Person> ALL =
      IntStream.range(0, 16)
          .mapToObj(i -> ECKeyPair.create(BigInteger.valueOf(7_000_003L + i)))
          .map(key -> new Person(key, Address.parse("address", "0x" + Keys.getAddress(key))))
          .toList();

  /** The same ones in each run. */
  static List<Person> some(int count) {
    return ALL.subList(0, count);
  }

  String hex() {
    return address.hex();
  }

  /** Another account of the same person. */
  Address elsewhere() {
    return Setting.address(0xe15e_0000L + ALL.indexOf(this));
  }

  WalletSignature sign(byte[] digest) {
    Sign.SignatureData data = Sign.signMessage(digest, key, false);
    HexFormat hex = HexFormat.of();
    return new WalletSignature(
        "0x"
            + hex.formatHex(data.getR())
            + hex.formatHex(data.getS())
            + hex.formatHex(data.getV()));
  }

  @Override
  public String toString() {
    return hex();
  }
}
