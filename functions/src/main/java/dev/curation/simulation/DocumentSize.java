package dev.curation.simulation;

import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The size of a document in bytes, by the rules that Firestore publishes for storage: text is its
 * UTF-8 length and one more, a number 8, a boolean and null 1; each segment of the path is a text,
 * and a document has 16 + 32 on top. The database measures the encoded document, which differs by a
 * few bytes per field.
 */
final class DocumentSize {
  /** Most bytes of one document. */
  static final int LIMIT = 1024 * 1024;

  private static final int OVERHEAD = 16 + 32;

  private DocumentSize() {}

  static long of(DocumentPath path, Fields fields) {
    return text(path.path()) + OVERHEAD + value(fields.values());
  }

  private static long value(@Nullable Object value) {
    return switch (value) {
      case null -> 1;
      case Boolean flag -> 1;
      case Number number -> 8;
      case String text -> text(text);
      case Bytes bytes -> bytes.size();
      case Map<?, ?> map ->
          map.entrySet().stream()
              .mapToLong(field -> text((String) field.getKey()) + value(field.getValue()))
              .sum();
      default -> throw new IllegalArgumentException("not a value of a document: " + value);
    };
  }

  private static long text(String text) {
    // Most text is ASCII, so the common case is not worth an encoded copy.
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7f) {
        return text.getBytes(StandardCharsets.UTF_8).length + 1L;
      }
    }
    return text.length() + 1L;
  }
}
