package dev.curation.local;

import com.google.gson.Gson;
import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import dev.curation.chain.CollectionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.web3j.crypto.Bip32ECKeyPair;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Keys;
import org.web3j.crypto.MnemonicUtils;
import org.web3j.crypto.Sign;
import org.web3j.crypto.StructuredDataEncoder;

/** An account of the local chain with its key, which everybody knows. */
public final class TestWallet {
  private static final String MNEMONIC =
      "test test test test test test test test test test test junk";
  private static final int HARD = Bip32ECKeyPair.HARDENED_BIT;

  private final ECKeyPair key;
  private final Address address;

  private TestWallet(ECKeyPair key) {
    this.key = key;
    this.address = Address.parse("address", "0x" + Keys.getAddress(key));
  }

  /** The first accounts, as anvil makes them when it is told no mnemonic. */
  public static List<TestWallet> first(int count) {
    Bip32ECKeyPair master =
        Bip32ECKeyPair.generateKeyPair(MnemonicUtils.generateSeed(MNEMONIC, ""));
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new TestWallet(
                    Bip32ECKeyPair.deriveKeyPair(
                        master, new int[] {44 | HARD, 60 | HARD, HARD, 0, i})))
        .toList();
  }

  public Address address() {
    return address;
  }

  /**
   * A vote or un-vote as {@code CastVote} wants it, signed as EIP-712 typed data.
   *
   * @param action what {@code CastVote} calls it: vote or unvote
   * @param deadline seconds since the epoch
   */
  public String signedVote(
      String action,
      CollectionId collection,
      long votes,
      long nonce,
      long deadline,
      Address stakingContract) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("user", address.hex());
    message.put("collection", collection.address().hex());
    message.put("votes", Long.toString(votes));
    message.put("nonce", Long.toString(nonce));
    message.put("deadline", Long.toString(deadline));
    String chain = collection.chainId().toString();
    List<Map<String, String>> members =
        List.of(
            member("user", "address"),
            member("collection", "address"),
            member("votes", "uint256"),
            member("nonce", "uint256"),
            member("deadline", "uint256"));
    String type = action.equals("vote") ? "Vote" : "Unvote";
    String signature = sign(typedData(type, members, chain, stakingContract, message));
    Map<String, Object> request = new LinkedHashMap<>(message);
    request.put("action", action);
    request.put("chainId", chain);
    request.put("signature", signature);
    return new Gson().toJson(request);
  }

  /**
   * A member of a message.
   *
   * @param type {@code address} or {@code uint256}
   */
  public record Member(String name, String type, String value) {}

  /**
   * A request to a pool as {@code Withdrawals} wants it, signed as EIP-712 typed data.
   *
   * @param type of the signed message
   * @param members in their order, without request id and deadline; the zero address is signed and
   *     not sent
   * @param deadline seconds since the epoch
   */
  public String signedPoolRequest(
      String type,
      List<Member> members,
      ChainId pool,
      String requestId,
      long deadline,
      Address stakingContract) {
    List<Member> all = new ArrayList<>(members);
    all.add(new Member("requestId", "string", requestId));
    all.add(new Member("deadline", "uint256", Long.toString(deadline)));
    Map<String, Object> message = new LinkedHashMap<>();
    all.forEach(each -> message.put(each.name(), each.value()));
    String typedData =
        typedData(
            type,
            all.stream().map(each -> member(each.name(), each.type())).toList(),
            pool.toString(),
            stakingContract,
            message);
    message.values().removeIf(Address.ZERO.hex()::equals);
    message.put("action", Character.toLowerCase(type.charAt(0)) + type.substring(1));
    message.put("chainId", pool.toString());
    message.put("signature", sign(typedData));
    return new Gson().toJson(message);
  }

  /**
   * Signs a message as EIP-712 typed data.
   *
   * @param type of the message
   * @param types its members and those of the structures in it, by their names
   * @return the signature in hex
   */
  public String signed(
      String type,
      Map<String, Object> types,
      Map<String, Object> message,
      ChainId chain,
      Address contract) {
    return sign(typedData(type, types, chain.toString(), contract, message));
  }

  private static String typedData(
      String type,
      List<Map<String, String>> members,
      String chain,
      Address stakingContract,
      Map<String, Object> message) {
    return typedData(type, Map.of(type, members), chain, stakingContract, message);
  }

  private static String typedData(
      String type,
      Map<String, ?> structures,
      String chain,
      Address stakingContract,
      Map<String, Object> message) {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put(
        "EIP712Domain",
        List.of(
            member("name", "string"),
            member("version", "string"),
            member("chainId", "uint256"),
            member("verifyingContract", "address")));
    types.putAll(structures);
    Map<String, Object> domain = new LinkedHashMap<>();
    domain.put("name", "Curation Rewards");
    domain.put("version", "1");
    domain.put("chainId", chain);
    domain.put("verifyingContract", stakingContract.hex());
    return new Gson()
        .toJson(Map.of("types", types, "primaryType", type, "domain", domain, "message", message));
  }

  private static Map<String, String> member(String name, String type) {
    return Map.of("name", name, "type", type);
  }

  private String sign(String typedData) {
    try {
      byte[] digest = new StructuredDataEncoder(typedData).hashStructuredData();
      Sign.SignatureData signature = Sign.signMessage(digest, key, false);
      HexFormat hex = HexFormat.of();
      return "0x"
          + hex.formatHex(signature.getR())
          + hex.formatHex(signature.getS())
          + hex.formatHex(signature.getV());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
