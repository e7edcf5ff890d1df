package dev.curation.bench;

import dev.curation.functions.Rewards;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All starts of one function in one way. */
final class ColdStartRow {
  private final Class<?> function;
  private final ColdStart.Variant variant;
  private final List<ColdStart> starts = new ArrayList<>();

  ColdStartRow(Class<?> function, ColdStart.Variant variant) {
    this.function = function;
    this.variant = variant;
  }

  Class<?> function() {
    return function;
  }

  ColdStart.Variant variant() {
    return variant;
  }

  void add(ColdStart start) {
    starts.add(start);
  }

  private double[] seconds() {
    return starts.stream().mapToDouble(ColdStart::seconds).sorted().toArray();
  }

  private double[] cpuSeconds() {
    return starts.stream().mapToDouble(ColdStart::cpuSeconds).sorted().toArray();
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private Optional<Double> limit() {
    if (function != Rewards.class) {
      return Optional.empty();
    }
    return switch (variant.name()) {
      case "options" -> Optional.of(1.3);
      case "both" -> Optional.of(0.6);
      default -> Optional.empty();
    };
  }

  /** Whether the median is above the limit. */
  boolean isMissed() {
    return limit().filter(limit -> median(seconds()) > limit).isPresent();
  }

  static Table table() {
    return new Table("function", "JVM", "min, s", "median", "max", "CPU s", "limit", "");
  }

  void addTo(Table table) {
    double[] seconds = seconds();
    table.row(
        function.getSimpleName(),
        variant.name(),
        String.format("%.2f", seconds[0]),
        String.format("%.2f", median(seconds)),
        String.format("%.2f", seconds[seconds.length - 1]),
        String.format("%.2f", median(cpuSeconds())),
        limit().map(limit -> String.format("%.1f", limit)).orElse(""),
        isMissed() ? "missed" : "");
  }

  Map<String, Object> json() {
    double[] seconds = seconds();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("function", function.getSimpleName());
    json.put("jvm", variant.name());
    json.put("minSeconds", seconds[0]);
    json.put("medianSeconds", median(seconds));
    json.put("maxSeconds", seconds[seconds.length - 1]);
    json.put("medianCpuSeconds", median(cpuSeconds()));
    limit().ifPresent(limit -> json.put("limitSeconds", limit));
    return json;
  }
}
