package dev.curation.bench;

import dev.curation.bench.ScaleModel.Limit;
import dev.curation.bench.ScaleModel.Load;
import dev.curation.bench.ScaleModel.Outcome;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The model of scale. */
@Command(
    name = "scale",
    description = {
      "A model, not a measurement: an hour of events against Firestore's published limits and the"
          + " design's own bounds (docs/scale.md)."
    },
    mixinStandardHelpOptions = true)
final class ScaleCommand implements Callable<Integer> {
  private static final int COLLECTIONS = 10_000;
  private static final double CURATORS = 1_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Table table =
        new Table(
            "model: events/s",
            "collections",
            "chains",
            "curators",
            "users",
            "database",
            "writes/s",
            "ledgers behind, s",
            "median age, s",
            "worst age, s",
            "held up by");
    for (Load load : loads()) {
      row(table, load, ScaleModel.hour(load));
    }
    table.print(spec.commandLine().getOut());
    return 0;
  }

  private static List<Load> loads() {
    return List.of(
        new Load(100, COLLECTIONS, 1, CURATORS, false, false),
        new Load(100, COLLECTIONS, 1, CURATORS, true, false),
        new Load(100, COLLECTIONS, 25, CURATORS, true, true),
        new Load(1_000, COLLECTIONS, 1, CURATORS, false, true),
        new Load(1_000, COLLECTIONS, 25, CURATORS, false, true),
        new Load(10_000, COLLECTIONS, 1, CURATORS, false, true),
        new Load(10_000, COLLECTIONS, 25, CURATORS, false, true),
        new Load(10_000, COLLECTIONS, 25, CURATORS, true, true),
        new Load(10, 1, 1, CURATORS, false, true),
        new Load(100, 1, 1, CURATORS, false, true),
        new Load(100, 1, 1, 10_000, true, true),
        new Load(100, 1, 1, CURATORS, true, true));
  }

  private static void row(Table table, Load load, Outcome outcome) {
    table.row(
        String.format("%,.0f", load.events()),
        String.format("%,d", load.collections()),
        Integer.toString(load.chains()),
        String.format("%,.0f", load.curators()),
        load.writesUsers() ? "current" : "none",
        load.isWarm() ? "warm" : "new",
        String.format("%,.0f", outcome.writes() / 3_600),
        String.format("%,.0f", outcome.appendLag()),
        String.format("%,.0f", outcome.medianAge()),
        String.format("%,.0f", outcome.worstAge()),
        outcome.binding().stream().map(Limit::label).collect(Collectors.joining(", ")));
  }
}
