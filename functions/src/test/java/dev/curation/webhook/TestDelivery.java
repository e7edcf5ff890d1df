package dev.curation.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.web3j.crypto.Hash;

/** A request as a vendor sends it, signed as its documentation says. */
public final class TestDelivery {
  public static final String SECRET = "whsec_5aJ0yRk2";
  private static final String NONCE = "6f1c7a52-1b0e-4b53-9d4c-0d1f2e3a4b5c";

  private final String path;
  private final Map<String, String> headers;
  private final byte[] body;

  public TestDelivery(String path, Map<String, String> headers, byte[] body) {
    this.path = path;
    this.headers = headers;
    this.body = body;
  }

  public String path() {
    return path;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public byte[] body() {
    return body;
  }

  @Override
  public String toString() {
    return path + " " + headers;
  }

  /** A payload of the resources, or a text that begins as JSON does. */
  public static byte[] payload(String file) {
    if (file.startsWith("{") || file.startsWith("[")) {
      return file.getBytes(StandardCharsets.UTF_8);
    }
    try (InputStream stream = TestDelivery.class.getResourceAsStream("/webhooks/" + file)) {
      return stream == null ? new byte[0] : stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static TestDelivery alchemy(byte[] body, String secret) {
    String signature = hex(hmac(secret, body));
    return new TestDelivery("/webhooks/alchemy", Map.of("X-Alchemy-Signature", signature), body);
  }

  public static TestDelivery streams(byte[] body, String secret, long seconds) {
    byte[] head = utf8(NONCE + seconds);
    return new TestDelivery(
        "/webhooks/quicknode",
        Map.of(
            "x-qn-nonce",
            NONCE,
            "x-qn-timestamp",
            Long.toString(seconds),
            "x-qn-signature",
            hex(hmac(secret, head, body)),
            "Stream-Network",
            "ethereum-mainnet"),
        body);
  }

  public static TestDelivery quickAlerts(byte[] body, String secret) {
    try {
      String contentHash = hex(MessageDigest.getInstance("SHA-256").digest(body));
      String timestamp = "2024-06-01 22:36:49.084153908 +0000 UTC";
      byte[] signature = hmac(secret, utf8(NONCE + contentHash + timestamp));
      return new TestDelivery(
          "/webhooks/quicknode",
          Map.of(
              "x-qn-nonce", NONCE,
              "x-qn-timestamp", timestamp,
              "x-qn-content-hash", contentHash,
              "x-qn-signature", Base64.getEncoder().encodeToString(signature)),
          body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  public static TestDelivery moralis(byte[] body, String secret) {
    String signature = "0x" + hex(Hash.sha3(join(body, utf8(secret))));
    return new TestDelivery("/webhooks/moralis", Map.of("x-signature", signature), body);
  }

  public static TestDelivery tenderly(byte[] body, String secret) {
    String date = "2024-06-01 22:36:50.386157172 +0000 UTC m=+3512798.196320121";
    return new TestDelivery(
        "/webhooks/tenderly",
        Map.of("Date", date, "x-tenderly-signature", hex(hmac(secret, body, utf8(date)))),
        body);
  }

  public TestDelivery with(String header, String value) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.put(header, value);
    return new TestDelivery(path, changed, body);
  }

  public TestDelivery without(String header) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.remove(header);
    return new TestDelivery(path, changed, body);
  }

  public TestDelivery withBody(byte[] other) {
    return new TestDelivery(path, headers, other);
  }

  /** Packed after it was signed. */
  public TestDelivery packed() {
    return withBody(gzip(body)).with("Content-Encoding", "gzip");
  }

  public static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] hmac(String secret, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(utf8(secret), "HmacSHA256"));
      return mac.doFinal(join(parts));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
