package dev.curation.store;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every engine refuses before it asks its database. Firestore itself has lifted some of these
 * limits and its emulator never had them: so they are kept here, the same for all.
 */
public final class CommitRules {
  private CommitRules() {}

  /**
   * @throws StoreException.Refused if the commit has no write, more than {@link Store#MAX_WRITES},
   *     two of one document, a value of a type that {@link Fields} lacks, an update of no field or
   *     of a document unchanged since 1970, which Firestore takes for one that is missing
   */
  public static void check(List<Write> writes) {
    if (writes.isEmpty() || writes.size() > Store.MAX_WRITES) {
      throw refused("a commit takes 1 to " + Store.MAX_WRITES + " writes, not " + writes.size());
    }
    Set<DocumentPath> paths = new HashSet<>();
    for (Write write : writes) {
      if (!paths.add(write.path())) {
        throw refused("two writes of " + write.path() + " in one commit");
      }
      check(write);
    }
  }

  /**
   * @throws StoreException.Refused if the write alone breaks a rule
   */
  public static void check(Write write) {
    switch (write) {
      case Write.Create create -> checkFields(create.path(), create.fields());
      case Write.Put put -> checkFields(put.path(), put.fields());
      case Write.Merge merge -> checkFields(merge.path(), merge.fields());
      case Write.Update update -> {
        if (update.fields().values().isEmpty()) {
          throw refused("an update of no field of " + update.path());
        }
        if (update.unchangedSince() != null && !update.unchangedSince().isAfter(Instant.EPOCH)) {
          throw refused("an update of " + update.path() + " as of " + update.unchangedSince());
        }
        checkFields(update.path(), update.fields());
      }
      case Write.Delete delete -> {}
    }
  }

  private static void checkFields(DocumentPath path, Fields fields) {
    fields.values().forEach((name, value) -> checkValue(path, name, value));
  }

  private static void checkValue(DocumentPath path, Object name, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case String text -> {}
      case Long number -> {}
      case Double number -> {}
      case Boolean flag -> {}
      case Bytes bytes -> {}
      case Map<?, ?> map ->
          map.forEach((key, nested) -> checkValue(path, name + "." + key, nested));
      default ->
          throw refused(path + ": " + name + " must not be a " + value.getClass().getSimpleName());
    }
  }

  private static StoreException.Refused refused(String message) {
    return new StoreException.Refused(message, null);
  }
}
