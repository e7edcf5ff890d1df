package dev.curation.firestore;

import com.google.api.core.ApiFuture;
import com.google.cloud.firestore.BulkWriter;
import com.google.cloud.firestore.BulkWriterOptions;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.WriteResult;
import dev.curation.store.CommitRules;
import dev.curation.store.DocumentPath;
import dev.curation.store.StoreException;
import dev.curation.store.Write;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Creates documents in bulk, by one call at a time. The client's bulk writer keeps at most 500
 * writes under way and never stops counting one that failed: after 500 documents that existed it
 * would wait for ever. So it is given no more than that at once, and is replaced once one has
 * failed; else it is kept, as its rate grows with its age.
 */
final class Creations {
  private static final int MOST_AT_ONCE = 500;

  private final Firestore database;
  private final BulkWriterOptions options;
  private final ScheduledExecutorService executor;
  private BulkWriter writer;

  Creations(Firestore database, BulkWriterOptions throttling) {
    this.database = database;
    // The client would make a thread for each bulk writer, and one that keeps a process alive.
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "firestore-bulk-writer");
              thread.setDaemon(true);
              return thread;
            });
    this.options = throttling.toBuilder().setExecutor(executor).build();
    this.writer = database.bulkWriter(options);
  }

  /** For each write whether it created its document; of several of one document, the first may. */
  synchronized List<Boolean> createEach(List<Write.Create> writes) {
    writes.forEach(CommitRules::check);
    List<Boolean> created = new ArrayList<>(writes.size());
    // The bulk writer does not keep the order of two writes of one document: ask for the first.
    Set<DocumentPath> asked = new HashSet<>();
    for (int from = 0; from < writes.size(); from += MOST_AT_ONCE) {
      int to = Math.min(writes.size(), from + MOST_AT_ONCE);
      created.addAll(createSome(writes.subList(from, to), asked));
    }
    return List.copyOf(created);
  }

  void close() {
    executor.shutdown();
  }

  private List<Boolean> createSome(List<Write.Create> writes, Set<DocumentPath> asked) {
    List<Optional<ApiFuture<WriteResult>>> answers = new ArrayList<>(writes.size());
    for (Write.Create write : writes) {
      answers.add(asked.add(write.path()) ? Optional.of(create(write)) : Optional.empty());
    }
    ApiFuture<Void> unused = writer.flush(); // Each write has an answer of its own.
    boolean isClean = false;
    try {
      List<Boolean> created =
          answers.stream().map(answer -> answer.isPresent() && created(answer.get())).toList();
      isClean = !created.contains(false);
      return created;
    } finally {
      if (!isClean) {
        writer = database.bulkWriter(options);
      }
    }
  }

  private ApiFuture<WriteResult> create(Write.Create write) {
    return writer.create(
        database.document(write.path().path()), FirestoreValues.toFirestore(write.fields()));
  }

  private static boolean created(ApiFuture<WriteResult> answer) {
    try {
      answer.get();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while documents were created", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (FirestoreErrors.code(cause) == Status.Code.ALREADY_EXISTS) {
        return false;
      }
      throw FirestoreErrors.translate(cause, false);
    }
  }
}
