package dev.curation.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.curation.errors.InvalidValueException;
import dev.curation.functions.AnswerCache.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private static final RequestTarget TARGET = new RequestTarget("chains", Map.of());
  private static final RequestTarget OTHER = new RequestTarget("collections", Map.of());

  private long nanos;
  private final AnswerCache cache = new AnswerCache(() -> nanos);
  private final AtomicInteger computed = new AtomicInteger();

  private Answered compute() {
    return new Answered("answer " + computed.incrementAndGet(), false);
  }

  @Test
  void shouldKeepAnAnswerForFifteenSeconds() {
    assertEquals("answer 1", cache.get(TARGET, this::compute).json());
    nanos += AnswerCache.KEEP.toNanos() - 1;
    assertEquals("answer 1", cache.get(TARGET, this::compute).json());
    assertEquals("answer 2", cache.get(OTHER, this::compute).json());
    nanos += 1;
    assertEquals("answer 3", cache.get(TARGET, this::compute).json());
  }

  @Test
  void shouldThrowAFailureAsItIsAndForgetIt() {
    InvalidValueException refused = new InvalidValueException("limit", "0", "must be more");
    InvalidValueException thrown =
        assertThrows(
            InvalidValueException.class,
            () ->
                cache.get(
                    TARGET,
                    () -> {
                      throw refused;
                    }));
    assertSame(refused, thrown);
    assertEquals("answer 1", cache.get(TARGET, this::compute).json());
  }

  @Test
  void shouldComputeOnceForManyWhoAskAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    try (ExecutorService readers = Executors.newFixedThreadPool(8)) {
      List<Future<Answered>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(
            readers.submit(
                () ->
                    cache.get(
                        TARGET,
                        () -> {
                          await(asked);
                          return compute();
                        })));
      }
      asked.countDown();
      for (Future<Answered> answer : answers) {
        assertEquals("answer 1", answer.get().json());
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
