package dev.curation.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.curation.chain.Address;
import dev.curation.money.Wei;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;

/** The hashes of one and two words are those of a general digest. */
final class KeccakTest {
  private static final int WORD = 32;
  private static final int INPUTS = 10_000;

  private static byte[] expected(byte[] input) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(input, 0, input.length);
    byte[] hash = new byte[WORD];
    digest.doFinal(hash, 0);
    return hash;
  }

  @Test
  void shouldHashOneWordAsAGeneralDigestDoes() {
    Random random = new Random(1);
    KeccakWords words = new KeccakWords();
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = new byte[WORD + random.nextInt(9)];
      random.nextBytes(input);
      int at = input.length - WORD;
      byte[] expected = expected(Arrays.copyOfRange(input, at, input.length));
      byte[] into = new byte[3 * WORD];
      words.hash(input, at, into, WORD);
      assertArrayEquals(expected, Arrays.copyOfRange(into, WORD, 2 * WORD), "input " + i);
      assertArrayEquals(new byte[WORD], Arrays.copyOf(into, WORD), "nothing before");
      words.hash(input, at, input, at);
      assertArrayEquals(expected, Arrays.copyOfRange(input, at, input.length), "onto itself");
    }
  }

  @Test
  void shouldHashTwoWordsAsAGeneralDigestDoes() {
    Random random = new Random(2);
    KeccakWords words = new KeccakWords();
    for (int i = 0; i < INPUTS; i++) {
      byte[] input = new byte[2 * WORD];
      random.nextBytes(input);
      byte[] expected = expected(input);
      words.hash(input, 0, input, WORD, input, 0);
      assertArrayEquals(expected, Arrays.copyOf(input, WORD), "input " + i);
    }
  }

  @Test
  void shouldHashALeafTwiceAsEthereumEncodesIt() {
    Random random = new Random(3);
    Keccak keccak = new Keccak();
    for (int i = 0; i < INPUTS / 10; i++) {
      Address account = Trees.account(random);
      BigInteger amount =
          i == 0 ? BigInteger.TWO.pow(256).subtract(BigInteger.ONE) : Trees.amount(random).value();
      String encoded =
          TypeEncoder.encode(new org.web3j.abi.datatypes.Address(account.hex()))
              + TypeEncoder.encode(new Uint256(amount));
      byte[] expected = Hash.sha3(Hash.sha3(HexFormat.of().parseHex(encoded)));
      byte[] leaf = new byte[WORD];
      keccak.leaf(new Entitlement(account, Wei.of(amount)), leaf, 0);
      assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(leaf));
    }
  }

  @Test
  void shouldHashAPairInEitherOrderAlike() {
    Random random = new Random(4);
    Keccak keccak = new Keccak();
    byte[] pair = new byte[2 * WORD];
    random.nextBytes(pair);
    byte[] one = new byte[WORD];
    byte[] other = new byte[WORD];
    keccak.pair(pair, 0, pair, WORD, one, 0);
    keccak.pair(pair, WORD, pair, 0, other, 0);
    assertArrayEquals(one, other);
  }
}
