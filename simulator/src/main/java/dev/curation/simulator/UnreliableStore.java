package dev.curation.simulator;

import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A database as one process sees it over its network. */
final class UnreliableStore implements Store {
  private final Store database;
  private final Instance instance;

  UnreliableStore(Store database, Instance instance) {
    this.database = database;
    this.instance = instance;
  }

  @Override
  public List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    return asked(() -> database.getAll(paths));
  }

  @Override
  public List<StoredDocument> query(Query query) {
    return asked(() -> database.query(query));
  }

  @Override
  public Instant commit(List<Write> writes) {
    return asked(
        () -> {
          Instant time = database.commit(writes);
          // The client asks again where an answer is lost, and tells what the second answer says.
          return instance.happens(instance.faults().repeated()) ? database.commit(writes) : time;
        });
  }

  @Override
  public List<Boolean> createEach(List<Write.Create> writes) {
    return writes.stream()
        .map(write -> asked(() -> database.createEach(List.of(write)).getFirst()))
        .toList();
  }

  /** Does nothing: the database lives on. */
  @Override
  public void close() {}

  private <T> T asked(Supplier<T> work) {
    instance.mayDie();
    instance.mayWait();
    failNowAndThen("DEADLINE_EXCEEDED or ABORTED: it did not happen");
    T answer;
    try {
      answer = work.get();
    } catch (StoreException refused) {
      instance.mayDie();
      throw refused;
    }
    instance.mayDie();
    instance.mayWait();
    failNowAndThen("UNAVAILABLE: it happened, and the answer is lost");
    return answer;
  }

  private void failNowAndThen(String reason) {
    if (instance.happens(instance.faults().database())) {
      instance.count("database");
      throw new StoreException.Unavailable(reason, null);
    }
  }
}
