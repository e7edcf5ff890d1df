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
 * @param perSecond events, or shares
 * @param error half of the 99.9 % confidence interval of the rate
 */
record PureResult(@Nullable BenchLedger ledger, double perSecond, double error) {
  /** The reference, pure computation, on a machine of this size. */
  static final long REFERENCE = 27_100;

  /** At least this many times as fast with the small ledger. */
  private static final int TARGET = 20;

  static PureResult of(RunResult run) {
    Result<?> rate = run.getPrimaryResult();
    String name = run.getParams().getParam("ledger");
    if (name == null) {
      return new PureResult(null, rate.getScore(), rate.getScoreError());
    }
    BenchLedger ledger = BenchLedger.valueOf(name);
    int events = ledger.read().size();
    return new PureResult(ledger, rate.getScore() * events, rate.getScoreError() * events);
  }

  private String name() {
    return ledger == null ? "Wei.share" : "ledger " + ledger.label();
  }

  private double ratio() {
    return perSecond / REFERENCE;
  }

  /** One line of JSON: the ledgers against the reference, which did not measure single shares. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", name());
    json.put(ledger == null ? "sharesPerSecond" : "eventsPerSecond", Math.round(perSecond));
    if (ledger != null) {
      json.put("referenceEventsPerSecond", REFERENCE);
      json.put("ratio", Math.round(ratio() * 10) / 10.0);
    }
    return json;
  }

  static void print(List<PureResult> results, PrintWriter out) {
    Table table = new Table("benchmark", "per second", "+/-", "reference", "ratio", "target");
    for (PureResult result : results) {
      BenchLedger ledger = result.ledger();
      table.row(
          result.name(),
          String.format("%,.0f %s", result.perSecond(), ledger == null ? "shares" : "events"),
          String.format("%.1f %%", 100 * result.error() / result.perSecond()),
          ledger == null ? "" : String.format("%,d events", REFERENCE),
          ledger == null ? "" : String.format("%.1f x", result.ratio()),
          ledger == BenchLedger.SMALL ? "at least " + TARGET + " x" : "");
    }
    table.print(out);
  }
}
