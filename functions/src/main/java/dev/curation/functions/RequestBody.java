package dev.curation.functions;

import com.google.cloud.functions.HttpRequest;
import dev.curation.errors.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a request brings. */
final class RequestBody {
  private RequestBody() {}

  /** The body, or one byte more than allowed, which tells one that is too large. */
  static byte[] bytes(HttpRequest request, int most) throws IOException {
    try (InputStream in = request.getInputStream()) {
      return in.readNBytes(most + 1);
    }
  }

  /**
   * @throws InvalidValueException if it is no UTF-8
   */
  static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      InvalidValueException refused =
          new InvalidValueException("body", body.length + " bytes", "must be UTF-8");
      refused.initCause(e);
      throw refused;
    }
  }
}
