package dev.curation.fuzz;

import dev.curation.cli.PlanFileTarget;
import dev.curation.decoding.LogTarget;
import dev.curation.evm.NodeTarget;
import dev.curation.functions.EventTargets;
import dev.curation.functions.HttpTargets;
import dev.curation.functions.WebhookTargets;
import dev.curation.lanes.LaneMessageTarget;
import dev.curation.merkle.TreeFileTarget;
import dev.curation.replay.LedgerFileTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** All places where bytes come in (docs/fuzzing.md). */
final class FuzzTargets {
  private static final Map<String, Supplier<FuzzTarget>> ALL = new LinkedHashMap<>();

  static {
    ALL.putAll(WebhookTargets.all());
    ALL.put("logs", LogTarget::new);
    ALL.put("node-answers", NodeTarget::new);
    ALL.putAll(HttpTargets.all());
    ALL.putAll(EventTargets.all());
    ALL.put("lane-weights", () -> new LaneMessageTarget("lane-weights"));
    ALL.put("lane-tokens", () -> new LaneMessageTarget("lane-tokens"));
    ALL.put("plan-files", PlanFileTarget::new);
    ALL.put("ledger-files", LedgerFileTarget::ledger);
    ALL.put("sales-files", LedgerFileTarget::sales);
    ALL.put("tree-files", TreeFileTarget::new);
  }

  private FuzzTargets() {}

  static Map<String, Supplier<FuzzTarget>> all() {
    return ALL;
  }

  /**
   * @throws IllegalArgumentException if there is none of that name
   */
  static FuzzTarget of(String name) {
    Supplier<FuzzTarget> target = ALL.get(name);
    if (target == null) {
      throw new IllegalArgumentException(
          "no target '" + name + "'; there are " + String.join(", ", ALL.keySet()));
    }
    return target.get();
  }
}
