package dev.curation.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What JMH measured.
 *
 * @param ledger null for the shares
 * @param benchmark what was measured: the name of a method
 * @param perSecond events, or shares
 * @param error half of the 99.9 % confidence interval of the rate
 */
record PureResult(@Nullable BenchLedger ledger, String benchmark, double perSecond, double error) {
  /** Events of the reference, pure computation, on a machine of this size. */
  static final long REFERENCE = 27_100;

  /** What that was in users' shares, which are what takes the time. */
  private static final long REFERENCE_SHARES = 100_000;

  /** At least this many times as fast with the large ledger, by shares. */
  private static final int TARGET = 50;

  private static final long SHARES_TARGET = 60_000_000;

  static PureResult of(RunResult run) {
    Result<?> rate = run.getPrimaryResult();
    String name = run.getParams().getParam("ledger");
    BenchLedger ledger = name == null ? null : BenchLedger.valueOf(name);
    int events = ledger == null ? 1 : ledger.read().size();
    String method = run.getParams().getBenchmark().replaceFirst(".*\\.", "");
    return new PureResult(ledger, method, rate.getScore() * events, rate.getScoreError() * events);
  }

  private String name() {
    return switch (benchmark) {
      case "walk" -> "ledger " + (ledger == null ? "" : ledger.label());
      case "shares" -> "shares of a pot";
      case "single" -> "Wei.share, one at a time";
      case "multiplyAndDivide" -> "limit: multiply, divide";
      case "sevenMultiplications" -> "limit: seven multiplications";
      default -> benchmark;
    };
  }

  private double sharesPerSecond(BenchLedger of) {
    return perSecond * of.expected().userShares() / of.read().size();
  }

  private String target() {
    if (ledger == BenchLedger.LARGE) {
      return String.format("at least %d x by shares", TARGET);
    }
    return benchmark.equals("shares") ? String.format("at least %,d", SHARES_TARGET) : "";
  }

  /** One line of JSON: the ledgers against the reference, which did not measure single shares. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", name());
    json.put(ledger == null ? "sharesPerSecond" : "eventsPerSecond", Math.round(perSecond));
    if (ledger != null) {
      json.put("userSharesPerSecond", Math.round(sharesPerSecond(ledger)));
      json.put("ratioByEvents", Math.round(10 * perSecond / REFERENCE) / 10.0);
      json.put("ratioByShares", Math.round(10 * sharesPerSecond(ledger) / REFERENCE_SHARES) / 10.0);
    }
    return json;
  }

  static void print(List<PureResult> results, PrintWriter out) {
    Table table =
        new Table(
            "benchmark", "per second", "+/-", "users' shares", "by events", "by shares", "target");
    for (PureResult result : results) {
      BenchLedger ledger = result.ledger();
      double shares = ledger == null ? 0 : result.sharesPerSecond(ledger);
      table.row(
          result.name(),
          String.format("%,.0f %s", result.perSecond(), ledger == null ? "shares" : "events"),
          String.format("%.1f %%", 100 * result.error() / result.perSecond()),
          ledger == null ? "" : String.format("%,.0f", shares),
          ledger == null ? "" : String.format("%.1f x", result.perSecond() / REFERENCE),
          ledger == null ? "" : String.format("%.1f x", shares / REFERENCE_SHARES),
          result.target());
    }
    table.print(out);
  }
}
