package dev.curation.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.KeccakDigest;

/** The hashes that vendors sign with, and their comparison in constant time. */
final class Digests {
  private static final String HMAC = "HmacSHA256";

  private Digests() {}

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** HMAC-SHA256 over all parts, one after the other. */
  static byte[] hmac(String secret, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(utf8(secret), HMAC));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Keccak-256 over both parts, as Ethereum uses it; not SHA3-256. */
  static byte[] keccak(byte[] first, byte[] second) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(first, 0, first.length);
    digest.update(second, 0, second.length);
    byte[] hash = new byte[digest.getDigestSize()];
    int unused = digest.doFinal(hash, 0);
    return hash;
  }

  /**
   * @param given hexadecimal digits in any case; anything else is not equal
   */
  static boolean isHex(String given, byte[] expected) {
    return isEqual(given.toLowerCase(Locale.ROOT), HexFormat.of().formatHex(expected));
  }

  static boolean isBase64(String given, byte[] expected) {
    return isEqual(given, Base64.getEncoder().encodeToString(expected));
  }

  private static boolean isEqual(String given, String expected) {
    return MessageDigest.isEqual(utf8(given), utf8(expected));
  }
}
