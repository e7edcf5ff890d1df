package dev.curation.bench;

import dev.curation.chain.ChainLog;
import dev.curation.decoding.Decoded;
import dev.curation.decoding.FeeRates;
import dev.curation.decoding.LogDecoder;
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

/** A mix of logs through the decoder, on one core: one operation is one log. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
  private static final int TIMES = 500;
  private static final FeeRates RATES = (exchange, bps, block, index) -> bps;

  private final LogDecoder decoder = new LogDecoder(LogMix.CONTRACTS);
  private final List<List<ChainLog>> transactions = LogMix.of(TIMES);

  /**
   * Decodes all once.
   *
   * @throws Difference if the logs do not tell of the sales that they were made of
   */
  @Setup
  public void check() {
    List<Decoded> decoded =
        transactions.stream().flatMap(logs -> decoder.decode(logs, RATES).stream()).toList();
    Difference.check("logs", TIMES * LogMix.LOGS, decoded.size());
    Difference.check("sales", (long) TIMES * LogMix.SALES, count(decoded, Decoded.Sold.class));
    Difference.check("stakes", (long) TIMES, count(decoded, Decoded.Staking.class));
    Difference.check("rejected", 0L, count(decoded, Decoded.Rejected.class));
  }

  private static long count(List<Decoded> decoded, Class<? extends Decoded> type) {
    return decoded.stream().filter(type::isInstance).count();
  }

  /** Decodes all transactions. */
  @Benchmark
  @OperationsPerInvocation(TIMES * LogMix.LOGS)
  public void decode(Blackhole result) {
    for (List<ChainLog> transaction : transactions) {
      result.consume(decoder.decode(transaction, RATES));
    }
  }
}
