package dev.curation.aggregation;

import dev.curation.chain.CollectionId;
import dev.curation.documents.Paths;
import dev.curation.store.DocumentPath;
import dev.curation.store.Fields;
import dev.curation.store.MalformedDocumentException;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The time up to which every configured source has delivered everything (specs/curation.md, Late
 * events and sealing). A source is configured by its first call, with any time.
 */
public final class Watermark {
  private static final int ATTEMPTS = 10;

  private final Store store;
  private final DocumentPath path;

  public Watermark(Store store, CollectionId collection) {
    this.store = store;
    this.path = Paths.watermark(collection);
  }

  /**
   * Records that a source has delivered everything up to the time; never moves it back.
   *
   * @param time milliseconds since the epoch; 0: nothing yet
   */
  public void advance(String source, long time) {
    for (int attempt = 1; ; attempt++) {
      try {
        tryAdvance(source, time);
        return;
      } catch (StoreException.PreconditionFailed e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void tryAdvance(String source, long time) {
    Optional<StoredDocument> current = store.get(path);
    Fields sources = current.map(doc -> doc.fields().map("sources")).orElse(Fields.EMPTY);
    Long reached = sources.optionalInteger(source);
    if (reached != null && reached >= time) {
      return;
    }
    Fields advanced = sources.with(Fields.builder().put(source, time).build());
    Fields fields = Fields.builder().put("sources", advanced).build();
    store.commit(
        List.of(
            current.isPresent()
                ? new Write.Update(path, fields, current.get().updateTime())
                : new Write.Create(path, fields)));
  }

  /** The least of all sources' times; empty where no source is configured. */
  static OptionalLong of(Optional<StoredDocument> document) {
    if (document.isEmpty()) {
      return OptionalLong.empty();
    }
    return MalformedDocumentException.decode(
        document.get(),
        fields -> {
          Fields sources = fields.map("sources");
          return sources.values().keySet().stream().mapToLong(sources::integer).min();
        });
  }
}
