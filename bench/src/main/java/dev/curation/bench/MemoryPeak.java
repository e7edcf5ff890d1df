package dev.curation.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The most memory that this JVM used during a run.
 *
 * @param heapBytes the sum of the peaks of the heap's pools: not less than the peak of their sum,
 *     and garbage that no collection has found yet counts
 * @param processBytes the process's largest resident set; 0 where the system does not tell
 */
record MemoryPeak(long heapBytes, long processBytes) {
  private static final Path RESET = Path.of("/proc/self/clear_refs");
  private static final Path STATUS = Path.of("/proc/self/status");

  /** Forgets what was before. */
  static void reset() {
    System.gc();
    heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    try {
      Files.writeString(RESET, "5");
    } catch (IOException e) {
      // Then the peak is that since the start of the process.
    }
  }

  /** The peaks since the reset. */
  static MemoryPeak read() {
    return new MemoryPeak(
        heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum(), residentSet());
  }

  private static Stream<MemoryPoolMXBean> heap() {
    List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    return pools.stream().filter(pool -> pool.getType() == MemoryType.HEAP);
  }

  private static long residentSet() {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
