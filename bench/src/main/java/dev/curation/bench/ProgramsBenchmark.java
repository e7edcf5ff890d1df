package dev.curation.bench;

import dev.curation.programs.MemoryPrograms;
import dev.curation.programs.Outcome;
import dev.curation.programs.ProgramEquations;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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

/** A day of ten reward programs on one core: one operation is an event, judged by all of them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class ProgramsBenchmark {
  /** What the day comes to. */
  static final long JUDGEMENTS = 545_852;

  static final long GRANTED = 454_136;
  static final int PERIODS = 75;

  private final ProgramsMix mix = new ProgramsMix();

  /**
   * Runs the day once.
   *
   * @throws Difference if it comes to something else
   * @throws dev.curation.money.ConservationException if money is lost or made
   */
  @Setup
  public void check() {
    LongAdder judgements = new LongAdder();
    LongAdder granted = new LongAdder();
    MemoryPrograms engine =
        mix.run(
            judgement -> {
              judgements.increment();
              granted.add(judgement.outcome() == Outcome.GRANTED ? 1 : 0);
            });
    new ProgramEquations(engine).check();
    int periods =
        engine.programs().values().stream().mapToInt(each -> each.distributions().size()).sum();
    Difference.check("judgements", JUDGEMENTS, judgements.sum());
    Difference.check("granted", GRANTED, granted.sum());
    Difference.check("periods", PERIODS, periods);
  }

  /** Runs the day. */
  @Benchmark
  @OperationsPerInvocation(ProgramsMix.EVENTS)
  public void run(Blackhole result) {
    result.consume(mix.run(result::consume));
  }
}
