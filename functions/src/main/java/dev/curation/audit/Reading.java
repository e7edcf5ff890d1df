package dev.curation.audit;

import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads documents in pages, and knows how long it waited for them. */
final class Reading {
  /** Documents in a page: about ten megabytes of small ones. Each query takes the emulator long. */
  static final int PAGE = 20_000;

  /** Documents of up to a megabyte each: what one answer holds stays small. */
  static final int PAGE_OF_LARGE = 10;

  private final Store store;
  private final InstantSource clock;
  private Duration waited = Duration.ZERO;

  Reading(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  Store store() {
    return store;
  }

  Duration waited() {
    return waited;
  }

  /** Waits for something to be read. */
  <T> T await(Supplier<T> read) {
    Instant begun = clock.instant();
    T result = read.get();
    waited = waited.plus(Duration.between(begun, clock.instant()));
    return result;
  }

  Optional<StoredDocument> get(DocumentPath path) {
    return await(() -> store.get(path));
  }

  List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    return await(() -> store.getAll(paths));
  }

  /** A query for the documents behind one; null: from the first. */
  interface Paged extends Function<@Nullable DocumentPath, Query> {}

  /** Hands over all documents, page by page. */
  void each(Paged query, Consumer<List<StoredDocument>> consumer) {
    @Nullable DocumentPath last = null;
    while (true) {
      Query next = query.apply(last);
      List<StoredDocument> page = await(() -> store.query(next));
      consumer.accept(page);
      if (page.size() < next.limit()) {
        return;
      }
      last = page.getLast().path();
    }
  }

  /** All documents; without a note of how long it took, so that several threads may call it. */
  List<StoredDocument> all(DocumentPath from, Paged query) {
    List<StoredDocument> all = new ArrayList<>();
    DocumentPath last = from;
    while (true) {
      Query next = query.apply(last);
      List<StoredDocument> page = store.query(next);
      all.addAll(page);
      if (page.size() < next.limit()) {
        return all;
      }
      last = page.getLast().path();
    }
  }
}
