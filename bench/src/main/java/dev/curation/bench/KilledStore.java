package dev.curation.bench;

import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A database whose user dies at some commits, before they are made or just after; with the same
 * chance at each. Whoever goes on makes another one.
 */
final class KilledStore implements Store {
  /** The process is gone. */
  static final class Killed extends Error {
    Killed() {
      super("killed");
    }
  }

  private final Store store;
  private final RandomGenerator random;
  private final double chance;

  KilledStore(Store store, RandomGenerator random, double chance) {
    this.store = store;
    this.random = random;
    this.chance = chance;
  }

  @Override
  public Instant commit(List<Write> writes) {
    boolean dies = random.nextDouble() < chance;
    if (dies && random.nextBoolean()) {
      throw new Killed();
    }
    Instant time = store.commit(writes);
    if (dies) {
      throw new Killed();
    }
    return time;
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
  public List<Boolean> createEach(List<Write.Create> writes) {
    return store.createEach(writes);
  }

  @Override
  public void close() {}
}
