package dev.curation.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Has a target read an input within bounds of time and memory. */
final class Bounds {
  /** Of one core, so that a busy machine does not matter. */
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private static final long MOST_BYTES = 1L << 30;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Bounds() {}

  /**
   * @throws AssertionError if it takes too long or too much
   */
  static void read(FuzzTarget target, byte[] input) throws Exception {
    long time = THREADS.getCurrentThreadCpuTime();
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    target.read(input);
    long took = THREADS.getCurrentThreadCpuTime() - time;
    long took2 = THREADS.getCurrentThreadAllocatedBytes() - bytes;
    if (took > LONGEST.toNanos()) {
      throw new AssertionError(input.length + " bytes took " + took / 1_000_000 + " ms");
    }
    if (took2 > MOST_BYTES) {
      throw new AssertionError(input.length + " bytes took " + took2 + " bytes of memory");
    }
  }
}
