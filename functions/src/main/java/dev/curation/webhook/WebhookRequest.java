package dev.curation.webhook;

import dev.curation.webhook.WebhookException.Malformed;
import dev.curation.webhook.WebhookException.TooLarge;
import dev.curation.webhook.WebhookException.UnsupportedEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request whose size is within the limit. */
final class WebhookRequest {
  private final Map<String, String> headers;
  private final byte[] raw;
  private final byte[] content;

  private WebhookRequest(Map<String, String> headers, byte[] raw, byte[] content) {
    this.headers = headers;
    this.raw = raw;
    this.content = content;
  }

  /**
   * Reads no more than the limit and one byte, packed and unpacked, so that an endless body or one
   * that unpacks to gigabytes costs no more memory than any other.
   *
   * @param contentLength as the sender says; negative: not said
   */
  static WebhookRequest read(
      Map<String, List<String>> headers, long contentLength, InputStream body, int maxBytes) {
    if (contentLength > maxBytes) {
      throw tooLarge(maxBytes);
    }
    Map<String, String> lower = new HashMap<>();
    headers.forEach(
        (name, values) -> {
          if (!values.isEmpty()) {
            lower.put(name.toLowerCase(Locale.ROOT), values.getFirst());
          }
        });
    byte[] raw;
    try {
      raw = limited(body, maxBytes);
    } catch (IOException e) {
      throw new Malformed("body", "", "must be sent completely");
    }
    return new WebhookRequest(
        lower, raw, unpacked(raw, lower.getOrDefault("content-encoding", ""), maxBytes));
  }

  private static byte[] unpacked(byte[] raw, String encoding, int maxBytes) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> raw;
      case "gzip", "x-gzip" -> {
        try (InputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(raw))) {
          yield limited(unpacking, maxBytes);
        } catch (IOException e) {
          throw new Malformed("Content-Encoding", encoding, "but the body is no complete gzip");
        }
      }
      default -> throw new UnsupportedEncoding();
    };
  }

  private static byte[] limited(InputStream stream, int maxBytes) throws IOException {
    byte[] bytes = stream.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw tooLarge(maxBytes);
    }
    return bytes;
  }

  private static TooLarge tooLarge(int maxBytes) {
    return new TooLarge("the body may have " + maxBytes + " bytes, packed and unpacked");
  }

  /**
   * @param name in lower case
   */
  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body as it was sent. */
  byte[] raw() {
    return raw;
  }

  /** The body without its encoding. */
  byte[] content() {
    return content;
  }
}
