package dev.curation.bench;

import dev.curation.withdrawals.PoolSums;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Pools of lazy rewards from their beginning, on one core: one operation is one of the pool's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class WithdrawalsBenchmark {
  private final List<WithdrawalsMix> mixes = WithdrawalsMix.both();

  /**
   * Runs both once.
   *
   * @throws Difference if there are other numbers of operations than the rate counts
   */
  @Setup
  public void check() {
    int operations = mixes.stream().mapToInt(mix -> mix.operations().size()).sum();
    Difference.check("operations", WithdrawalsMix.OPERATIONS, operations);
    mixes.forEach(mix -> PoolSums.of(mix.run()));
  }

  /** Runs both pools, each operation with its check. */
  @Benchmark
  @OperationsPerInvocation(WithdrawalsMix.OPERATIONS)
  public void run(Blackhole result) {
    for (WithdrawalsMix mix : mixes) {
      result.consume(mix.run());
    }
  }
}
