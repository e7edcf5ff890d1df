package dev.curation.bench;

import dev.curation.ledger.LedgerEvent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whole ledgers through the rules: one operation is one ledger. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class LedgerBenchmark {
  /** A name of {@link BenchLedger}. */
  @Param({"SMALL", "LARGE"})
  public String ledger = "";

  private List<LedgerEvent> events = List.of();

  /**
   * Reads the ledger and computes it once.
   *
   * @throws Difference if the result is wrong
   */
  @Setup
  public void read() {
    BenchLedger source = BenchLedger.valueOf(ledger);
    events = source.read();
    Difference.check("ledger " + source.label(), source.expected(), PureWalk.of(events));
  }

  /** Groups by hour, computes all blocks, and reads the totals of each period's users. */
  @Benchmark
  public Object walk() {
    return PureWalk.of(events);
  }
}
