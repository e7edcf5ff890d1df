package dev.curation.bench;

import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what is written, by the documents' collections; account states also by their status. */
final class WriteKinds implements Store {
  private final Store store;
  private final SortedMap<String, Long> written = new TreeMap<>();

  WriteKinds(Store store) {
    this.store = store;
  }

  /** Since the last time. */
  SortedMap<String, Long> take() {
    SortedMap<String, Long> taken = new TreeMap<>(written);
    written.clear();
    return taken;
  }

  private static String kind(Write write) {
    String group = write.path().group();
    Fields fields =
        switch (write) {
          case Write.Create create -> create.fields();
          case Write.Put put -> put.fields();
          case Write.Merge merge -> merge.fields();
          case Write.Update update -> update.fields();
          case Write.Delete delete -> Fields.EMPTY;
        };
    return fields.has("status") ? group + " " + fields.string("status") : group;
  }

  @Override
  public Instant commit(List<Write> writes) {
    Instant time = store.commit(writes);
    writes.forEach(write -> written.merge(kind(write), 1L, Long::sum));
    return time;
  }

  @Override
  public List<Boolean> createEach(List<Write.Create> writes) {
    List<Boolean> created = store.createEach(writes);
    for (int i = 0; i < writes.size(); i++) {
      if (created.get(i)) {
        written.merge(kind(writes.get(i)), 1L, Long::sum);
      }
    }
    return created;
  }

  @Override
  public List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    return store.getAll(paths);
  }

  @Override
  public List<StoredDocument> query(Query query) {
    return store.query(query);
  }

  @Override
  public void close() {
    store.close();
  }
}
