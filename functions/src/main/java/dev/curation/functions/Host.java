package dev.curation.functions;

import dev.curation.node.BackOff;
import dev.curation.node.Pause;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What a process gets from where it runs.
 *
 * @param ticks a clock that only goes forward, in nanoseconds
 * @param ids a new name each time, which nobody else has ever got
 * @param random for pauses
 * @param pause how it waits
 * @param locks with which those of one process take turns: a new one each time, which lets whoever
 *     has waited longest go first
 */
public record Host(
    InstantSource clock,
    LongSupplier ticks,
    Supplier<String> ids,
    RandomGenerator random,
    Pause pause,
    Supplier<Lock> locks) {

  /** This machine. */
  static Host system() {
    return with(InstantSource.system());
  }

  /** This machine, but for the clock. */
  public static Host with(InstantSource clock) {
    return new Host(
        clock,
        System::nanoTime,
        () -> UUID.randomUUID().toString(),
        new Random(),
        Host::sleep,
        () -> new ReentrantLock(true));
  }

  /** For those who change the same documents at once. */
  BackOff contention() {
    return BackOff.exponential(Duration.ofMillis(20), 4, random, pause);
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
