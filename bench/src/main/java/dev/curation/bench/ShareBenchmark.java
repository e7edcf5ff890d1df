package dev.curation.bench;

import dev.curation.money.PotShares;
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

/** The shares of one pot: one operation is one share. Beside them, what the machine can do. */
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
  private final long[] counts = new long[CURATORS];
  private Votes total = Votes.ZERO;

  /** Any words, for the bare loops: fields, so that no two products can be made one. */
  private long word0 = 0x9E37_79B9_7F4A_7C15L;

  private long word1 = 0xBF58_476D_1CE4_E5B9L;
  private long word2 = 0x94D0_49BB_1331_11EBL;
  private long word3 = 0x2545_F491_4F6C_DD1DL;

  /**
   * Votes of 1 to 1,000.
   *
   * @throws Difference if a share is wrong
   */
  @Setup
  public void vote() {
    for (int i = 0; i < CURATORS; i++) {
      votes[i] = Votes.of(i + 1);
      counts[i] = i + 1L;
      total = total.plus(votes[i]);
    }
    PotShares shares = PotShares.of(pot, total);
    for (Votes part : votes) {
      BigInteger product = pot.value().multiply(BigInteger.valueOf(part.count()));
      BigInteger exact = product.divide(BigInteger.valueOf(total.count()));
      Difference.check("the share of " + part + " votes", exact, shares.of(part).value());
      Difference.check("one share of " + part + " votes", exact, pot.share(part, total).value());
    }
  }

  /** Shares the pot, as a block does. */
  @Benchmark
  @OperationsPerInvocation(CURATORS)
  public void shares(Blackhole result) {
    PotShares shares = PotShares.of(pot, total);
    for (Votes part : votes) {
      result.consume(shares.of(part));
    }
  }

  /** One share at a time, with BigInteger. */
  @Benchmark
  @OperationsPerInvocation(CURATORS)
  public void single(Blackhole result) {
    for (Votes part : votes) {
      result.consume(pot.share(part, total));
    }
  }

  /** The machine's limit, if each share divides: one wide multiplication and one division. */
  @Benchmark
  @OperationsPerInvocation(CURATORS)
  public long multiplyAndDivide() {
    long divisor = total.count();
    long sum = 0;
    for (long count : counts) {
      sum += Math.unsignedMultiplyHigh(count, word0) + Long.divideUnsigned(count * word1, divisor);
    }
    return sum;
  }

  /** The machine's limit for the seven multiplications of a share, without carries and results. */
  @Benchmark
  @OperationsPerInvocation(CURATORS)
  public long sevenMultiplications() {
    long sum = 0;
    for (long count : counts) {
      sum ^= Math.unsignedMultiplyHigh(count, word0) ^ Math.unsignedMultiplyHigh(count, word1);
      sum ^= Math.unsignedMultiplyHigh(count, word2) ^ (count * word0);
      sum ^= (count * word1) ^ (count * word2) ^ (count * word3);
    }
    return sum;
  }
}
