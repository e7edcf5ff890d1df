package dev.curation.firestore;

import com.google.cloud.firestore.BulkWriterOptions;
import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.DocumentSnapshot;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import com.google.cloud.firestore.WriteBatch;
import com.google.cloud.firestore.WriteResult;
import dev.curation.store.CommitRules;
import dev.curation.store.DocumentPath;
import dev.curation.store.Query;
import dev.curation.store.Store;
import dev.curation.store.StoreException;
import dev.curation.store.StoredDocument;
import dev.curation.store.Write;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The store on Google's client. Safe for use by several threads. */
public final class FirestoreStore implements Store {
  /** The client's own ramp: 500 writes/s, half as much again every five minutes. */
  private static final BulkWriterOptions RAMP = BulkWriterOptions.builder().build();

  /** An emulator has no tablets to warm up. Writes per second. */
  private static final BulkWriterOptions AT_ONCE =
      BulkWriterOptions.builder().setInitialOpsPerSecond(10_000).setMaxOpsPerSecond(10_000).build();

  private final Firestore database;
  private final Creations creations;

  private FirestoreStore(Firestore database, BulkWriterOptions throttling) {
    this.database = database;
    this.creations = new Creations(database, throttling);
  }

  /**
   * The project's database, with the application default credentials; the emulator's where the
   * environment variable FIRESTORE_EMULATOR_HOST names one.
   */
  public static FirestoreStore connect(String projectId) {
    FirestoreOptions options = FirestoreOptions.newBuilder().setProjectId(projectId).build();
    return new FirestoreStore(
        options.getService(), options.getEmulatorHost() == null ? RAMP : AT_ONCE);
  }

  /**
   * The project's database on an emulator.
   *
   * @param hostPort as in {@code 127.0.0.1:8080}
   */
  public static FirestoreStore emulator(String projectId, String hostPort) {
    FirestoreOptions options =
        FirestoreOptions.newBuilder().setProjectId(projectId).setEmulatorHost(hostPort).build();
    return new FirestoreStore(options.getService(), AT_ONCE);
  }

  @Override
  public List<Optional<StoredDocument>> getAll(List<DocumentPath> paths) {
    if (paths.isEmpty()) {
      return List.of(); // Saves a call.
    }
    return attempt(
            () -> {
              DocumentReference[] documents =
                  paths.stream()
                      .map(path -> database.document(path.path()))
                      .toArray(DocumentReference[]::new);
              return FirestoreErrors.await(database.getAll(documents), false);
            })
        .stream()
        .map(FirestoreStore::ifExists)
        .toList();
  }

  @Override
  public List<StoredDocument> query(Query query) {
    return attempt(
            () ->
                FirestoreErrors.await(FirestoreQueries.translate(database, query).get(), false)
                    .getDocuments())
        .stream()
        .map(FirestoreValues::document)
        .toList();
  }

  @Override
  public Instant commit(List<Write> writes) {
    CommitRules.check(writes);
    boolean mayMiss = writes.stream().anyMatch(Write.Update.class::isInstance);
    List<WriteResult> results =
        attempt(
            () -> {
              WriteBatch batch = FirestoreWrites.translate(database, writes);
              return FirestoreErrors.await(batch.commit(), mayMiss);
            });
    // A write that changes nothing answers with the document's old time: the latest is this one's.
    return results.stream()
        .map(result -> FirestoreValues.instant(result.getUpdateTime()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Override
  public List<Boolean> createEach(List<Write.Create> writes) {
    return writes.isEmpty() ? List.of() : attempt(() -> creations.createEach(writes));
  }

  @Override
  public void close() {
    creations.close();
    database.shutdown();
  }

  /** The client checks some arguments before it sends anything, and throws errors of its own. */
  private static <T> T attempt(Supplier<T> request) {
    boolean wasInterrupted = Thread.currentThread().isInterrupted();
    try {
      return request.get();
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw FirestoreErrors.translate(e, false);
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt(); // Parts of the client forget it.
      }
    }
  }

  private static Optional<StoredDocument> ifExists(DocumentSnapshot snapshot) {
    return snapshot.exists() ? Optional.of(FirestoreValues.document(snapshot)) : Optional.empty();
  }
}
