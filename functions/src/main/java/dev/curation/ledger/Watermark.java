package dev.curation.ledger;

import dev.curation.chain.ChainId;
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
import java.util.function.UnaryOperator;

/**
 * The time up to which every configured source has delivered everything (specs/curation.md, Late
 * events and sealing): sources of one collection, such as a file, and sources of a whole chain. A
 * source is configured by its first call, with any time.
 */
public final class Watermark {
  private static final int ATTEMPTS = 10;

  private final Store store;
  private final DocumentPath path;

  private Watermark(Store store, DocumentPath path) {
    this.store = store;
    this.path = path;
  }

  public Watermark(Store store, CollectionId collection) {
    this(store, Paths.watermark(collection));
  }

  /** The watermark of all collections of a chain. */
  public static Watermark ofChain(Store store, ChainId chain) {
    return new Watermark(store, Paths.chainWatermark(chain));
  }

  /**
   * Records that a source has delivered everything up to the time; never moves it back.
   *
   * @param time milliseconds since the epoch; 0: nothing yet
   */
  public void advance(String source, long time) {
    change(
        sources -> {
          Long reached = sources.optionalInteger(source);
          return reached != null && reached >= time
              ? sources
              : sources.with(Fields.builder().put(source, time).build());
        });
  }

  /** Forgets a source that has delivered everything it ever will. */
  public void release(String source) {
    change(sources -> sources.without(source));
  }

  private void change(UnaryOperator<Fields> change) {
    for (int attempt = 1; ; attempt++) {
      try {
        tryChange(change);
        return;
      } catch (StoreException.PreconditionFailed e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private void tryChange(UnaryOperator<Fields> change) {
    Optional<StoredDocument> current = store.get(path);
    Fields sources = current.map(doc -> doc.fields().map("sources")).orElse(Fields.EMPTY);
    Fields changed = change.apply(sources);
    if (changed.equals(sources)) {
      return;
    }
    Fields fields = Fields.builder().put("sources", changed).build();
    store.commit(
        List.of(
            current.isPresent()
                ? new Write.Update(path, fields, current.get().updateTime())
                : new Write.Create(path, fields)));
  }

  /**
   * The least of all sources' times; empty where no source is configured.
   *
   * @param documents the watermarks of the collection and of its chain, as far as there are any
   */
  public static OptionalLong of(List<Optional<StoredDocument>> documents) {
    return documents.stream()
        .flatMap(Optional::stream)
        .flatMapToLong(doc -> MalformedDocumentException.decode(doc, Watermark::least).stream())
        .min();
  }

  private static OptionalLong least(Fields fields) {
    Fields sources = fields.map("sources");
    return sources.values().keySet().stream().mapToLong(sources::integer).min();
  }
}
