package dev.curation.withdrawals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The records of one kind that an operation has looked at, before and after it. */
final class Touched<K, T> {
  /** Up to so many are found faster by looking at each than in a map. */
  private static final int FEW = 8;

  private final Function<K, @Nullable T> records;
  private final List<Entry<K, T>> entries = new ArrayList<>(2);
  private @Nullable Map<K, Entry<K, T>> byKey;

  /** One record. */
  static final class Entry<K, T> {
    private final K key;
    private final @Nullable T before;
    private @Nullable T after;

    private Entry(K key, @Nullable T before) {
      this.key = key;
      this.before = before;
      this.after = before;
    }

    K key() {
      return key;
    }

    @Nullable T before() {
      return before;
    }

    @Nullable T after() {
      return after;
    }

    /** Whether it is another record; it may still hold the same, which takes time to see. */
    @SuppressWarnings("ReferenceEquality")
    boolean isReplaced() {
      return before != after;
    }
  }

  /**
   * @param records null where there is none
   */
  Touched(Function<K, @Nullable T> records) {
    this.records = records;
  }

  @Nullable T get(K key) {
    return entry(key).after;
  }

  void put(K key, @Nullable T changed) {
    entry(key).after = changed;
  }

  private Entry<K, T> entry(K key) {
    Entry<K, T> known = byKey == null ? search(key) : byKey.get(key);
    if (known == null) {
      known = new Entry<>(key, records.apply(key));
      entries.add(known);
      index(known);
    }
    return known;
  }

  private @Nullable Entry<K, T> search(K key) {
    for (int i = 0; i < entries.size(); i++) {
      Entry<K, T> entry = entries.get(i);
      if (entry.key.equals(key)) {
        return entry;
      }
    }
    return null;
  }

  private void index(Entry<K, T> added) {
    if (byKey != null) {
      byKey.put(added.key, added);
    } else if (entries.size() > FEW) {
      byKey = new HashMap<>();
      entries.forEach(this::index);
    }
  }

  int size() {
    return entries.size();
  }

  /** In the order in which they were first looked at. */
  Entry<K, T> at(int place) {
    return entries.get(place);
  }

  /** Those that hold something else than before. */
  void forEachChanged(BiConsumer<K, @Nullable T> target) {
    for (Entry<K, T> entry : entries) {
      if (entry.isReplaced() && (entry.after == null || !entry.after.equals(entry.before))) {
        target.accept(entry.key, entry.after);
      }
    }
  }
}
