package dev.curation.functions;

import com.google.common.base.Throwables;
import com.google.common.base.Ticker;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Answers of the last seconds, so that many readers of the same thing cost one look at the
 * database, also when they come at once. Failures are not kept.
 */
final class AnswerCache {
  /** As long as clients may keep an answer without asking again. */
  static final Duration KEEP = Duration.ofSeconds(15);

  private static final int MOST_CHARACTERS = 8_000_000;

  private final Cache<RequestTarget, Answered> answers;

  /**
   * An answer's body and whether it stands for good.
   *
   * @param json of the body
   */
  record Answered(String json, boolean isSealed) {}

  /**
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  AnswerCache(LongSupplier nanos) {
    this.answers =
        CacheBuilder.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .<RequestTarget, Answered>weigher((target, answer) -> answer.json().length())
            .expireAfterWrite(KEEP)
            .ticker(
                new Ticker() {
                  @Override
                  public long read() {
                    return nanos.getAsLong();
                  }
                })
            .build();
  }

  /** The answer kept, or else the one that is computed now. */
  Answered get(RequestTarget target, Supplier<Answered> compute) {
    try {
      return answers.get(target, compute::get);
    } catch (UncheckedExecutionException | ExecutionException e) {
      Throwable cause = e.getCause();
      Throwables.throwIfUnchecked(cause == null ? e : cause);
      throw new IllegalStateException(e);
    }
  }
}
