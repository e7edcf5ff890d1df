package dev.curation.evm;

import dev.curation.chain.Address;
import dev.curation.errors.InvalidValueException;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Sign;

/** The private key of an account. Neither its text nor an error ever shows it. */
public final class TreasuryKey {
  private static final Pattern TEXT = Pattern.compile("0x[0-9a-fA-F]{64}");

  private final Credentials credentials;

  private TreasuryKey(Credentials credentials) {
    this.credentials = credentials;
  }

  /**
   * @param field where the key stands
   * @param text {@code 0x} and 64 hex digits
   * @throws InvalidValueException naming the field, without the value
   */
  public static TreasuryKey parse(String field, String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new InvalidValueException(field, "...", "must be 0x and 64 hex digits");
    }
    BigInteger key = new BigInteger(text.substring(2), 16);
    if (key.signum() == 0 || key.compareTo(Sign.CURVE_PARAMS.getN()) >= 0) {
      throw new InvalidValueException(field, "...", "must be a key of the curve secp256k1");
    }
    return new TreasuryKey(Credentials.create(text));
  }

  /** The account that the key belongs to. */
  public Address address() {
    return Address.parse("address", credentials.getAddress());
  }

  Credentials credentials() {
    return credentials;
  }

  @Override
  public String toString() {
    return "TreasuryKey[" + address() + "]";
  }
}
