package dev.curation.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a contract needs of the engine that it is put to. */
public interface StoreUnderTest {
  Store store();

  /** Path of a collection that no other test uses; the same all through one test. */
  String collection();

  default DocumentPath document(String id) {
    return new DocumentPath(collection() + "/" + id);
  }

  /** Fields of names and values by turns. */
  static Fields fields(@Nullable Object... namesAndValues) {
    Fields.Builder builder = Fields.builder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      builder.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
    }
    return builder.build();
  }

  /** Puts a document by a commit of its own. */
  default Instant put(String id, @Nullable Object... namesAndValues) {
    return store().commit(List.of(new Write.Put(document(id), fields(namesAndValues))));
  }

  default Fields read(String id) {
    return store().get(document(id)).orElseThrow().fields();
  }

  /** The ids of the documents that the query finds. */
  default List<String> ids(Query query) {
    return store().query(query).stream().map(found -> found.path().id()).toList();
  }
}
