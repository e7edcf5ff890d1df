package dev.curation.simulation;

import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.StoredDocument;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All documents, found by path, by collection and by collection group. Not thread safe. */
final class Documents {
  private final Map<String, Map<DocumentPath, StoredDocument>> collections = new HashMap<>();
  private final Map<String, Set<String>> groups = new HashMap<>();

  @Nullable StoredDocument get(DocumentPath path) {
    return in(path.parent()).get(path);
  }

  void put(StoredDocument document) {
    DocumentPath path = document.path();
    groups.computeIfAbsent(path.group(), name -> new HashSet<>()).add(path.parent());
    collections.computeIfAbsent(path.parent(), name -> new HashMap<>()).put(path, document);
  }

  void remove(DocumentPath path) {
    Map<DocumentPath, StoredDocument> collection = collections.get(path.parent());
    if (collection == null || collection.remove(path) == null || !collection.isEmpty()) {
      return;
    }
    collections.remove(path.parent());
    Set<String> group = groups.get(path.group());
    if (group != null) {
      group.remove(path.parent());
    }
  }

  /** The documents of the query's collection or group, in no order. */
  Stream<StoredDocument> candidates(Query query) {
    return query.group()
        ? groups.getOrDefault(query.collection(), Set.of()).stream()
            .flatMap(collection -> in(collection).values().stream())
        : in(query.collection()).values().stream();
  }

  Stream<StoredDocument> all() {
    return collections.values().stream().flatMap(collection -> collection.values().stream());
  }

  private Map<DocumentPath, StoredDocument> in(String collection) {
    return collections.getOrDefault(collection, Map.of());
  }
}
