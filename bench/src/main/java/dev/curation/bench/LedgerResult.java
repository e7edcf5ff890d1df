package dev.curation.bench;

import dev.curation.aggregation.UserDocuments;
import dev.curation.store.StoreUsage;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the aggregation of a ledger took.
 *
 * @param events appended before
 * @param appending what that took
 * @param usage flagging and aggregation
 */
record LedgerResult(
    BenchLedger ledger,
    UserDocuments mode,
    int events,
    StoreUsage appending,
    StoreUsage usage,
    double seconds,
    MemoryPeak memory) {
  private static final long MEBI = 1024 * 1024;

  static Table table() {
    return new Table(
        "ledger",
        "users",
        "events",
        "reads",
        "limit",
        "writes",
        "limit",
        "deletes",
        "commits",
        "seconds",
        "heap MiB",
        "RSS MiB");
  }

  void addTo(Table table) {
    table.row(
        ledger.label(),
        modeName(),
        number(events),
        number(usage.reads()),
        Limits.of(ledger, mode).map(limits -> number(limits.reads())).orElse(""),
        number(usage.writes()),
        Limits.of(ledger, mode).map(limits -> number(limits.writes())).orElse(""),
        number(usage.deletes()),
        number(usage.commits()),
        String.format("%.1f", seconds),
        number(memory.heapBytes() / MEBI),
        memory.processBytes() == 0 ? "" : number(memory.processBytes() / MEBI));
  }

  static Table costs() {
    return new Table(
        "dollars per million events",
        "users",
        "appending: reads",
        "writes",
        "aggregating: reads",
        "writes",
        "deletes",
        "one region",
        "multi-region");
  }

  void addCostTo(Table table) {
    table.row(
        ledger.label(),
        modeName(),
        number(appending.reads()),
        number(appending.writes()),
        number(usage.reads()),
        number(usage.writes()),
        number(usage.deletes()),
        Price.ONE_REGION.perMillion(whole(), events).toPlainString(),
        Price.MULTI_REGION.perMillion(whole(), events).toPlainString());
  }

  /** From the fact that is appended to the result. */
  private StoreUsage whole() {
    return new StoreUsage(
        appending.reads() + usage.reads(),
        appending.writes() + usage.writes(),
        appending.deletes() + usage.deletes(),
        appending.commits() + usage.commits());
  }

  /** Whether it took more reads or writes than it may. */
  boolean isOverLimit() {
    return Limits.of(ledger, mode)
        .filter(limits -> usage.reads() > limits.reads() || usage.writes() > limits.writes())
        .isPresent();
  }

  /** The fields of the JSON object; limits only where there are some. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ledger", ledger.label());
    json.put("userDocuments", modeName());
    json.put("events", events);
    json.put("reads", usage.reads());
    json.put("writes", usage.writes());
    json.put("deletes", usage.deletes());
    json.put("commits", usage.commits());
    json.put("appendReads", appending.reads());
    json.put("appendWrites", appending.writes());
    json.put("dollarsPerMillionEvents", Price.ONE_REGION.perMillion(whole(), events));
    json.put("seconds", Math.round(seconds * 10) / 10.0);
    json.put("peakHeapMiB", memory.heapBytes() / MEBI);
    json.put("peakResidentMiB", memory.processBytes() / MEBI);
    Limits.of(ledger, mode)
        .ifPresent(
            limits -> {
              json.put("readsLimit", limits.reads());
              json.put("writesLimit", limits.writes());
            });
    json.put("results", ledger.expected());
    return json;
  }

  private String modeName() {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private static String number(long count) {
    return String.format("%,d", count);
  }
}
