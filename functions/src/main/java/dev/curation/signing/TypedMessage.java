package dev.curation.signing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curation.chain.Address;
import dev.curation.chain.ChainId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.web3j.crypto.Hash;

/**
 * A message as EIP-712 typed data: its members in the order of its type. The types are fixed, so
 * they are written out where messages are made rather than interpreted.
 */
public final class TypedMessage {
  private static final byte[] DOMAIN_TYPE =
      hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final byte[] NAME = hash("Curation Rewards");
  private static final byte[] VERSION = hash("1");
  private static final byte[] PREFIX = {0x19, 0x01};
  private static final int WORD = 32;

  private final List<String> members = new ArrayList<>();
  private final List<byte[]> words = new ArrayList<>();

  /** Definitions of the types that members have, by name. */
  private final SortedMap<String, String> types = new TreeMap<>();

  public TypedMessage address(String name, Address value) {
    return add("address " + name, word(value));
  }

  /**
   * @param value 0 to 2^256-1
   */
  public TypedMessage uint256(String name, BigInteger value) {
    return add("uint256 " + name, word(value));
  }

  public TypedMessage string(String name, String value) {
    return add("string " + name, hash(value));
  }

  /**
   * A list of structures of one type, which has none of its own.
   *
   * @param type the name of theirs
   * @param shape one of them, which tells the members of the type where the list is empty
   */
  public TypedMessage structs(
      String name, String type, List<TypedMessage> values, TypedMessage shape) {
    String definition = shape.definition(type);
    types.put(type, definition);
    List<byte[]> hashes = values.stream().map(value -> value.structHash(definition)).toList();
    return add(type + "[] " + name, Hash.sha3(join(hashes)));
  }

  private String definition(String type) {
    return type + "(" + String.join(",", members) + ")";
  }

  private byte[] structHash(String definition) {
    List<byte[]> struct = new ArrayList<>();
    struct.add(hash(definition));
    struct.addAll(words);
    return Hash.sha3(join(struct));
  }

  private TypedMessage add(String member, byte[] word) {
    members.add(member);
    words.add(word);
    return this;
  }

  /**
   * The 32 bytes that the wallet really signs.
   *
   * @param primaryType the message's name
   */
  public byte[] digest(String primaryType, ChainId chain, Address verifyingContract) {
    byte[] domain =
        Hash.sha3(
            join(
                List.of(
                    DOMAIN_TYPE,
                    NAME,
                    VERSION,
                    word(BigInteger.valueOf(chain.number())),
                    word(verifyingContract))));
    String definition = definition(primaryType) + String.join("", types.values());
    return Hash.sha3(join(List.of(PREFIX, domain, structHash(definition))));
  }

  public static String hex(byte[] digest) {
    return "0x" + HexFormat.of().formatHex(digest);
  }

  private static byte[] hash(String text) {
    return Hash.sha3(text.getBytes(UTF_8));
  }

  private static byte[] word(Address address) {
    return word(new BigInteger(1, address.bytes()));
  }

  /** Big-endian; values of up to 256 bits. */
  private static byte[] word(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] word = new byte[WORD];
    int length = Math.min(bytes.length, WORD); // One more only for the sign, which is a zero.
    System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
    return word;
  }

  private static byte[] join(List<byte[]> parts) {
    ByteBuffer all = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(all::put);
    return all.array();
  }
}
