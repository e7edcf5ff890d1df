package dev.curation.commits;

import dev.curation.node.BackOff;
import dev.curation.store.StoreException;
import java.util.function.Supplier;

/** Does something anew where others were faster; what it does begins with reading. */
public record Retries(BackOff backOff) {
  private static final int ATTEMPTS = 20;

  public static Retries of(BackOff backOff) {
    return new Retries(backOff);
  }

  /**
   * @throws StoreException if others were faster 20 times, or the database does not answer
   */
  public <T> T run(Supplier<T> attempt) {
    for (int number = 1; ; number++) {
      try {
        return attempt.get();
      } catch (StoreException.PreconditionFailed e) {
        if (number == ATTEMPTS) {
          throw e;
        }
        backOff.after(number);
      }
    }
  }
}
