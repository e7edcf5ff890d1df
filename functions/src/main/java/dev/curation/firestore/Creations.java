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
 * Creates documents in bulk. One bulk writer serves all calls, as its rate grows with its age; its
 * executor is ours, as the client's own would keep a process from ending.
 */
final class Creations {
  private final Firestore database;
  private final ScheduledExecutorService executor;
  private final BulkWriter writer;

  Creations(Firestore database, BulkWriterOptions options) {
    this.database = database;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "firestore-bulk-writer");
              thread.setDaemon(true);
              return thread;
            });
    this.writer = database.bulkWriter(options.toBuilder().setExecutor(executor).build());
  }

  /** For each write whether it created its document; of several of one document, the first may. */
  List<Boolean> createEach(List<Write.Create> writes) {
    writes.forEach(CommitRules::check);
    // The bulk writer does not keep the order of two writes of one document: ask for the first.
    Set<DocumentPath> asked = new HashSet<>();
    List<Optional<ApiFuture<WriteResult>>> answers = new ArrayList<>(writes.size());
    for (Write.Create write : writes) {
      answers.add(asked.add(write.path()) ? Optional.of(create(write)) : Optional.empty());
    }
    ApiFuture<Void> unused = writer.flush(); // Each write has an answer of its own.
    return answers.stream().map(answer -> answer.isPresent() && created(answer.get())).toList();
  }

  void close() {
    executor.shutdown();
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
