package dev.curation.functions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * An answer's bytes as a client wants them. Its entity tag is strong, so each encoding has one of
 * its own (RFC 9110, 8.8.3.3).
 */
final class Representation {
  /** Below this many bytes compressing costs more than it saves. */
  private static final int WORTH_IT = 1024;

  private static final int TAG_BYTES = 16;
  private static final Pattern TAG = Pattern.compile("(?:W/)?(\"[^\"]*\")");

  private final byte[] bytes;
  private final String entityTag;
  private final boolean isGzipped;

  private Representation(byte[] bytes, String entityTag, boolean isGzipped) {
    this.bytes = bytes;
    this.entityTag = entityTag;
    this.isGzipped = isGzipped;
  }

  /**
   * @param acceptEncodings the values of the header, in their order
   */
  static Representation of(String json, List<String> acceptEncodings) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String hash = hash(bytes);
    return bytes.length > WORTH_IT && acceptsGzip(acceptEncodings)
        ? new Representation(gzip(bytes), '"' + hash + "-gzip\"", true)
        : new Representation(bytes, '"' + hash + '"', false);
  }

  /** With its quotation marks. */
  String entityTag() {
    return entityTag;
  }

  boolean isGzipped() {
    return isGzipped;
  }

  int length() {
    return bytes.length;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /**
   * Whether the client has it already. The comparison is weak, as the header asks for.
   *
   * @param ifNoneMatch the values of the header
   */
  boolean isAmong(List<String> ifNoneMatch) {
    return ifNoneMatch.stream()
        .anyMatch(
            value ->
                value.strip().equals("*")
                    || TAG.matcher(value)
                        .results()
                        .map(tag -> tag.group(1))
                        .anyMatch(entityTag::equals));
  }

  /** Gzip unless it is refused, or less welcome than plain bytes. */
  private static boolean acceptsGzip(List<String> acceptEncodings) {
    double gzip = -1;
    double any = 0;
    double plain = 0;
    for (String value : acceptEncodings) {
      for (String each : value.split(",", -1)) {
        String[] parts = each.split(";", -1);
        switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
          case "gzip", "x-gzip" -> gzip = quality(parts);
          case "*" -> any = quality(parts);
          case "identity" -> plain = quality(parts);
          default -> {}
        }
      }
    }
    double wanted = gzip < 0 ? any : gzip;
    return wanted > 0 && wanted >= plain;
  }

  /** One where none is given; what cannot be read is taken for a refusal. */
  private static double quality(String[] parts) {
    for (String parameter : Arrays.asList(parts).subList(1, parts.length)) {
      String text = parameter.strip();
      if (text.regionMatches(true, 0, "q=", 0, 2)) {
        String number = text.substring(2);
        return number.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(number) : 0;
      }
    }
    return 1;
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return packed.toByteArray();
  }
}
