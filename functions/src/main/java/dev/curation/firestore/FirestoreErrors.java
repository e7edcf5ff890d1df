package dev.curation.firestore;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.firestore.FirestoreException;
import dev.curation.store.StoreException;
import io.grpc.Status;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits for the client's answers and gives its errors their type. */
final class FirestoreErrors {
  private FirestoreErrors() {}

  /**
   * Waits for the answer.
   *
   * @param mayMiss whether the request updates documents, so that "not found" means that one does
   *     not exist; elsewhere it is the whole database that is missing
   * @throws StoreException for every failure; an interrupted thread stays marked as interrupted
   */
  static <T> T await(Future<T> answer, boolean mayMiss) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Unavailable("interrupted while waiting for the database", e);
    } catch (ExecutionException e) {
      throw translate(e.getCause() == null ? e : e.getCause(), mayMiss);
    }
  }

  static StoreException translate(Throwable error, boolean mayMiss) {
    String message = String.valueOf(error.getMessage());
    return switch (code(error)) {
      case ALREADY_EXISTS, FAILED_PRECONDITION ->
          new StoreException.PreconditionFailed(message, error);
      case INVALID_ARGUMENT ->
          // A document older than an update believes: the emulator's answer to a failed condition.
          mayMiss && message.contains("Invalid base version")
              ? new StoreException.PreconditionFailed(message, error)
              : new StoreException.Refused(message, error);
      case NOT_FOUND ->
          mayMiss
              ? new StoreException.PreconditionFailed(message, error)
              : new StoreException.Refused(message, error);
      case ABORTED,
          UNAVAILABLE,
          DEADLINE_EXCEEDED,
          INTERNAL,
          UNKNOWN,
          CANCELLED,
          RESOURCE_EXHAUSTED ->
          new StoreException.Unavailable(message, error);
      default -> new StoreException.Refused(message, error);
    };
  }

  static Status.Code code(Throwable error) {
    if (error instanceof FirestoreException e && e.getStatus() != null) {
      return e.getStatus().getCode();
    }
    if (error instanceof ApiException e) {
      return Status.Code.valueOf(e.getStatusCode().getCode().name());
    }
    if (error instanceof IllegalArgumentException || error instanceof IllegalStateException) {
      return Status.Code.INVALID_ARGUMENT; // The client's own check of its arguments.
    }
    return Status.fromThrowable(error).getCode();
  }
}
