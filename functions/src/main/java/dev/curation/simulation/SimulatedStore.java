package dev.curation.simulation;

import dev.curation.simulation.Operation.Kind;
import dev.curation.store.CommitRules;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One process's handle on a simulated database. Safe for use by several threads. */
public final class SimulatedStore implements Store {
  private final SimulatedDatabase database;
  private final Faults faults;
  private final AtomicLong operations = new AtomicLong();

  public SimulatedStore(SimulatedDatabase database, Faults faults) {
    this.database = database;
    this.faults = faults;
  }

  @Override
  public List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    return operation(Kind.READ, 0, () -> database.getAll(paths));
  }

  @Override
  public List<StoredDocument> query(Query query) {
    return operation(Kind.QUERY, 0, () -> database.query(query));
  }

  @Override
  public Instant commit(List<Write> writes) {
    return operation(Kind.COMMIT, writes.size(), () -> database.commit(writes));
  }

  /** Creates one after the other, each an operation: a fault leaves those before it created. */
  @Override
  public List<Boolean> createEach(List<Write.Create> writes) {
    writes.forEach(CommitRules::check);
    List<Boolean> created = new ArrayList<>(writes.size());
    for (Write.Create write : writes) {
      created.add(operation(Kind.CREATE, 1, () -> created(write)));
    }
    return List.copyOf(created);
  }

  /** Does nothing: the database lives on. */
  @Override
  public void close() {}

  private boolean created(Write.Create write) {
    try {
      database.commit(List.of(write));
      return true;
    } catch (StoreException.PreconditionFailed e) {
      return false;
    }
  }

  private <T> T operation(Kind kind, int writes, Supplier<T> work) {
    Operation operation = new Operation(operations.incrementAndGet(), kind, writes);
    faults.beforeOperation(operation);
    T result;
    try {
      result = work.get();
    } catch (StoreException refusal) {
      faults.afterOperation(operation); // An answer that says no can be lost as well.
      throw refusal;
    }
    faults.afterOperation(operation);
    return result;
  }
}
