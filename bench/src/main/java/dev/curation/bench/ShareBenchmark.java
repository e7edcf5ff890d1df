package dev.curation.bench;

import dev.curation.money.Votes;
import dev.curation.money.Wei;
import java.math.BigInteger;
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

/** The shares of one pot: one operation is one share. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ShareBenchmark {
  private static final int CURATORS = 1_000;

  private final Wei pot = Wei.parse("potWei", "34305151408136623106");
  private final Votes[] votes = new Votes[CURATORS];
  private Votes total = Votes.ZERO;

  /**
   * Votes of 1 to 1,000.
   *
   * @throws Difference if a share is wrong
   */
  @Setup
  public void vote() {
    for (int i = 0; i < CURATORS; i++) {
      votes[i] = Votes.of(i + 1);
      total = total.plus(votes[i]);
    }
    for (Votes part : votes) {
      BigInteger product = pot.value().multiply(BigInteger.valueOf(part.count()));
      BigInteger exact = product.divide(BigInteger.valueOf(total.count()));
      Difference.check("the share of " + part + " votes", exact, pot.share(part, total).value());
    }
  }

  /** Shares the pot. */
  @Benchmark
  @OperationsPerInvocation(CURATORS)
  public void share(Blackhole result) {
    for (Votes part : votes) {
      result.consume(pot.share(part, total));
    }
  }
}
