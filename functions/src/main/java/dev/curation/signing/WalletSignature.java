package dev.curation.signing;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Sign;

/**
 * A wallet's signature of a digest: r, s and v.
 *
 * @param hex {@code 0x} and 130 hexadecimal digits; v 27 or 28, or 0 or 1; s in the lower half of
 *     the curve's order, so that nobody can make a second signature from it
 */
public record WalletSignature(String hex) {
  private static final int WORD = 32;
  private static final int BYTES = 2 * WORD + 1;
  private static final BigInteger ORDER = Sign.CURVE_PARAMS.getN();

  /**
   * @throws InvalidValueException naming the field {@code signature}
   */
  public WalletSignature {
    if (!hex.matches("0x[0-9a-fA-F]{" + 2 * BYTES + "}")) {
      throw refused(hex, "must be 0x and " + 2 * BYTES + " hex digits");
    }
    byte[] bytes = bytes(hex);
    int v = bytes[BYTES - 1];
    if (v != 0 && v != 1 && v != 27 && v != 28) {
      throw refused(hex, "must end with v 27 or 28, or 0 or 1");
    }
    BigInteger r = new BigInteger(1, Arrays.copyOfRange(bytes, 0, WORD));
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, WORD, 2 * WORD));
    if (r.signum() == 0 || r.compareTo(ORDER) >= 0) {
      throw refused(hex, "must have an r of the curve");
    }
    if (s.signum() == 0 || s.compareTo(ORDER.shiftRight(1)) > 0) {
      throw refused(hex, "must have an s in the lower half");
    }
  }

  private static InvalidValueException refused(String hex, String reason) {
    return new InvalidValueException("signature", hex, reason);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex, 2, hex.length());
  }

  /** Who signed the digest; empty where nobody can have. */
  public Optional<Address> signer(byte[] digest) {
    byte[] bytes = bytes(hex);
    byte v = bytes[BYTES - 1];
    Sign.SignatureData signature =
        new Sign.SignatureData(
            (byte) (v < 27 ? v + 27 : v),
            Arrays.copyOfRange(bytes, 0, WORD),
            Arrays.copyOfRange(bytes, WORD, 2 * WORD));
    try {
      BigInteger key = Sign.signedMessageHashToKey(digest, signature);
      return Optional.of(Address.parse("signer", "0x" + Keys.getAddress(key)));
    } catch (SignatureException | IllegalArgumentException e) {
      // No point of the curve has this r: half of all numbers are none.
      return Optional.empty();
    }
  }
}
