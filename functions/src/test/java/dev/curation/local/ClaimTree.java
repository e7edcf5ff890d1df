package dev.curation.local;

import dev.curation.chain.Address;
import dev.curation.local.DistributorCalls.Claim;
import dev.curation.money.Wei;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;

/**
 * A tree of cumulative amounts for tests, written down from OpenZeppelin's description: leaves
 * sorted by hash, a complete binary tree in an array, inner nodes of the sorted pair.
 */
final class ClaimTree {
  private final Map<Address, Wei> amounts;
  private final String[] nodes;
  private final Map<Address, Integer> places = new LinkedHashMap<>();

  private ClaimTree(Map<Address, Wei> amounts) {
    this.amounts = new LinkedHashMap<>(amounts);
    int count = amounts.size();
    this.nodes = new String[2 * count - 1];
    List<Address> sorted = new ArrayList<>(amounts.keySet());
    sorted.sort((a, b) -> leaf(a, amount(a)).compareTo(leaf(b, amount(b))));
    for (int i = 0; i < count; i++) {
      int place = nodes.length - 1 - i;
      nodes[place] = leaf(sorted.get(i), amount(sorted.get(i)));
      places.put(sorted.get(i), place);
    }
    for (int i = count - 2; i >= 0; i--) {
      nodes[i] = parent(nodes[2 * i + 1], nodes[2 * i + 2]);
    }
  }

  static ClaimTree of(Map<Address, Wei> amounts) {
    return new ClaimTree(amounts);
  }

  String root() {
    return nodes[0];
  }

  Map<Address, Wei> amounts() {
    return amounts;
  }

  Wei amount(Address account) {
    Wei amount = amounts.get(account);
    if (amount == null) {
      throw new IllegalArgumentException("not in the tree: " + account);
    }
    return amount;
  }

  List<String> proof(Address account) {
    List<String> proof = new ArrayList<>();
    for (int i = places.getOrDefault(account, -1); i > 0; i = (i - 1) / 2) {
      proof.add(nodes[i % 2 == 1 ? i + 1 : i - 1]);
    }
    return proof;
  }

  /** The claim of all that an account has in this tree. */
  Claim claim(Address token, Address account) {
    return new Claim(token, amount(account), proof(account));
  }

  static String leaf(Address account, Wei amount) {
    String encoded =
        Stream.of(new org.web3j.abi.datatypes.Address(account.hex()), new Uint256(amount.value()))
            .map(TypeEncoder::encode)
            .reduce("", String::concat);
    return keccak(Hash.sha3(HexFormat.of().parseHex(encoded)));
  }

  static String parent(String one, String other) {
    String pair =
        one.compareTo(other) < 0
            ? one.substring(2) + other.substring(2)
            : other.substring(2) + one.substring(2);
    return keccak(HexFormat.of().parseHex(pair));
  }

  private static String keccak(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(Hash.sha3(bytes));
  }
}
