package dev.curation.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what passes through to another store. */
public final class MeteredStore implements Store {
  private final Store store;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong deletes = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();

  public MeteredStore(Store store) {
    this.store = store;
  }

  /** Everything asked so far. */
  public StoreUsage usage() {
    return new StoreUsage(reads.get(), writes.get(), deletes.get(), commits.get());
  }

  @Override
  public List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    reads.addAndGet(paths.size());
    return store.getAll(paths);
  }

  @Override
  public List<StoredDocument> query(Query query) {
    List<StoredDocument> found = store.query(query);
    reads.addAndGet(Math.max(1, found.size()));
    return found;
  }

  @Override
  public Instant commit(List<Write> all) {
    Instant time = store.commit(all);
    long removed = all.stream().filter(Write.Delete.class::isInstance).count();
    writes.addAndGet(all.size() - removed);
    deletes.addAndGet(removed);
    commits.incrementAndGet();
    return time;
  }

  @Override
  public List<Boolean> createEach(List<Write.Create> all) {
    List<Boolean> created = store.createEach(all);
    writes.addAndGet(created.stream().filter(done -> done).count());
    return created;
  }

  @Override
  public void close() {
    store.close();
  }
}
