package dev.curation.firestore;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.FieldPath;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.Precondition;
import com.google.cloud.firestore.SetOptions;
import com.google.cloud.firestore.WriteBatch;
import dev.curation.store.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Translates the writes of a commit. */
final class FirestoreWrites {
  private FirestoreWrites() {}

  static WriteBatch translate(Firestore database, List<Write> writes) {
    WriteBatch batch = database.batch();
    for (Write write : writes) {
      DocumentReference document = database.document(write.path().path());
      switch (write) {
        case Write.Create create ->
            batch.create(document, FirestoreValues.toFirestore(create.fields()));
        case Write.Put put -> batch.set(document, FirestoreValues.toFirestore(put.fields()));
        case Write.Merge merge ->
            batch.set(document, FirestoreValues.toFirestore(merge.fields()), onlyGiven(merge));
        case Write.Update update -> update(batch, document, update);
        case Write.Delete delete -> batch.delete(document);
      }
    }
    return batch;
  }

  /** Naming the fields makes a nested map replace the old one, where a plain merge would mix. */
  private static SetOptions onlyGiven(Write.Merge merge) {
    return SetOptions.mergeFieldPaths(
        merge.fields().values().keySet().stream().map(FieldPath::of).toList());
  }

  private static void update(WriteBatch batch, DocumentReference document, Write.Update update) {
    // Pairs of a path and a value: as keys of a map, names with dots would be taken for paths.
    List<@Nullable Object> pairs = new ArrayList<>();
    update
        .fields()
        .values()
        .forEach(
            (name, value) -> {
              pairs.add(FieldPath.of(name));
              pairs.add(FirestoreValues.toFirestore(value));
            });
    FieldPath first = (FieldPath) pairs.get(0);
    Object value = pairs.get(1);
    @Nullable Object[] others = pairs.subList(2, pairs.size()).toArray();
    if (update.unchangedSince() == null) {
      batch.update(document, first, value, others);
    } else {
      Precondition unchanged =
          Precondition.updatedAt(FirestoreValues.timestamp(update.unchangedSince()));
      batch.update(document, unchanged, first, value, others);
    }
  }
}
