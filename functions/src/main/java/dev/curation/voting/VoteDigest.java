package dev.curation.voting;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.curation.chain.Address;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.web3j.crypto.Hash;

/**
 * The EIP-712 digest of a vote message: what the wallet really signs. The types are fixed, so they
 * are written out here rather than interpreted.
 */
final class VoteDigest {
  private static final String MEMBERS =
      "(address user,address collection,uint256 votes,uint256 nonce,uint256 deadline)";
  private static final byte[] DOMAIN_TYPE =
      hash("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
  private static final byte[] NAME = hash("Curation Rewards");
  private static final byte[] VERSION = hash("1");
  private static final byte[] PREFIX = {0x19, 0x01};
  private static final int WORD = 32;

  private VoteDigest() {}

  /** 32 bytes. */
  static byte[] of(VoteMessage message, Address stakingContract) {
    BigInteger chain = BigInteger.valueOf(message.collection().chainId().number());
    byte[] domain = Hash.sha3(join(DOMAIN_TYPE, NAME, VERSION, word(chain), word(stakingContract)));
    byte[] struct =
        Hash.sha3(
            join(
                hash(message.action().primaryType() + MEMBERS),
                word(message.user()),
                word(message.collection().address()),
                word(BigInteger.valueOf(message.votes())),
                word(message.nonce()),
                word(message.deadline())));
    return Hash.sha3(join(PREFIX, domain, struct));
  }

  static String hex(byte[] digest) {
    return "0x" + HexFormat.of().formatHex(digest);
  }

  private static byte[] hash(String text) {
    return Hash.sha3(text.getBytes(US_ASCII));
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

  private static byte[] join(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate((parts.length + 1) * WORD);
    for (byte[] part : parts) {
      all.put(part);
    }
    byte[] joined = new byte[all.position()];
    all.flip().get(joined);
    return joined;
  }
}
