package dev.curation.rewards;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Asks the database several things at once. */
final class Concurrently {
  private static final int AT_ONCE = 16;

  private Concurrently() {}

  /** The answers in the order of the questions; the first failure is thrown. */
  static <Q, A> List<A> each(List<Q> questions, Function<Q, A> ask) {
    if (questions.size() <= 1) {
      return questions.stream().map(ask).toList();
    }
    Semaphore slots = new Semaphore(AT_ONCE);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<A>> pending = new ArrayList<>();
      for (Q question : questions) {
        pending.add(
            threads.submit(
                () -> {
                  slots.acquire();
                  try {
                    return ask.apply(question);
                  } finally {
                    slots.release();
                  }
                }));
      }
      List<A> answers = new ArrayList<>();
      for (Future<A> each : pending) {
        answers.add(each.get());
      }
      return answers;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
