package dev.curation.firestore;

import com.google.cloud.Timestamp;
import com.google.cloud.firestore.Blob;
import com.google.cloud.firestore.DocumentSnapshot;
import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.StoredDocument;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Translates values, times and documents to those of Google's client and back. */
final class FirestoreValues {
  /**
   * A value of a type that this program never writes: an array, a reference, ... It can be carried
   * along, since other services may put such fields beside ours, but every typed reader refuses it.
   */
  private record Foreign(String type) {}

  private FirestoreValues() {}

  static Map<String, @Nullable Object> toFirestore(Fields fields) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    fields.values().forEach((name, value) -> result.put(name, toFirestore(value)));
    return result;
  }

  static @Nullable Object toFirestore(@Nullable Object value) {
    if (value instanceof Bytes bytes) {
      return Blob.fromBytes(bytes.toArray());
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> result = new LinkedHashMap<>();
      map.forEach((name, nested) -> result.put((String) name, toFirestore(nested)));
      return result;
    }
    return value;
  }

  /** The document as read; the snapshot must be of one that exists. */
  static StoredDocument document(DocumentSnapshot snapshot) {
    return new StoredDocument(
        new DocumentPath(snapshot.getReference().getPath()),
        new Fields(map(Objects.requireNonNull(snapshot.getData()))),
        instant(Objects.requireNonNull(snapshot.getUpdateTime())));
  }

  /** Exact: both sides count nanoseconds, the database microseconds. */
  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  static Timestamp timestamp(Instant time) {
    return Timestamp.ofTimeSecondsAndNanos(time.getEpochSecond(), time.getNano());
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> map) {
    // Sorted: the client hands out a hash map, and equal documents should also print alike.
    Map<String, @Nullable Object> result = new TreeMap<>();
    map.forEach((name, value) -> result.put((String) name, fromFirestore(value)));
    return result;
  }

  private static @Nullable Object fromFirestore(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Long number -> number;
      case Double number -> number;
      case Boolean flag -> flag;
      case Blob blob -> Bytes.of(blob.toBytes());
      case Map<?, ?> nested -> map(nested);
      default -> new Foreign(value.getClass().getSimpleName());
    };
  }
}
