package dev.curation.local;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what the emulators do in their own time. */
public final class Patience {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Patience() {}

  /**
   * Returns when a condition holds.
   *
   * @param wanted says what was waited for
   * @throws EmulatorException if it does not within a minute
   */
  public static void await(BooleanSupplier condition, Supplier<String> wanted) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new EmulatorException("Waited in vain for " + wanted.get(), null);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EmulatorException("Interrupted while waiting for " + wanted.get(), e);
      }
    }
  }
}
