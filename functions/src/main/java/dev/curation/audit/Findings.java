package dev.curation.audit;

import dev.curation.store.Bytes;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects differences: the first of them, and how many there are. */
public final class Findings {
  /** When a document was written says nothing of what it should hold. */
  private static final String WRITTEN_AT = "updatedAt";

  private final int most;
  private final List<Difference> first = new ArrayList<>();
  private long count;
  private long compared;

  /**
   * @param most how many differences are kept
   */
  public Findings(int most) {
    this.most = most;
  }

  public List<Difference> first() {
    return List.copyOf(first);
  }

  public long count() {
    return count;
  }

  /** How many stored documents were compared. */
  public long compared() {
    return compared;
  }

  public void add(Difference difference) {
    count++;
    if (first.size() < most) {
      first.add(difference);
    }
  }

  public void missing(DocumentPath path) {
    add(Difference.missing(path));
  }

  public void superfluous(DocumentPath path) {
    compared++;
    add(Difference.superfluous(path));
  }

  /** Notes a document that is checked in another way than field by field. */
  public void checked() {
    compared++;
  }

  public void require(
      DocumentPath path, String field, @Nullable Object stored, @Nullable Object wanted) {
    if (!Objects.equals(stored, wanted)) {
      add(new Difference(path.path(), field, text(stored, wanted), text(wanted, stored)));
    }
  }

  /** Compares all fields; one that is null is as good as missing. */
  public void compare(DocumentPath path, Fields expected, Fields stored) {
    compared++;
    compareMaps(path, "", expected.values(), stored.without(WRITTEN_AT).values());
  }

  private void compareMaps(DocumentPath path, String prefix, Map<?, ?> expected, Map<?, ?> stored) {
    if (expected.equals(stored)) {
      return;
    }
    TreeSet<String> names = new TreeSet<>();
    expected.keySet().forEach(name -> names.add((String) name));
    stored.keySet().forEach(name -> names.add((String) name));
    for (String name : names) {
      Object wanted = expected.get(name);
      Object found = stored.get(name);
      if (wanted instanceof Map<?, ?> one && found instanceof Map<?, ?> other) {
        compareMaps(path, prefix + name + ".", one, other);
      } else {
        require(path, prefix + name, found, wanted);
      }
    }
  }

  private static String text(@Nullable Object value, @Nullable Object other) {
    if (value instanceof Bytes bytes && other instanceof Bytes differing) {
      int at = Arrays.mismatch(bytes.toArray(), differing.toArray());
      return bytes + ", other from byte " + at + " on";
    }
    return value == null ? "nothing" : value.toString();
  }
}
