package dev.curation.cli;

import dev.curation.chain.CollectionId;
import dev.curation.errors.InvalidValueException;
import dev.curation.export.Export;
import dev.curation.export.Format;
import dev.curation.export.Manifest;
import dev.curation.export.Range;
import dev.curation.functions.Wiring;
import dev.curation.store.Store;
import dev.curation.time.Week;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes ledger and results into files. */
@Command(
    name = "export",
    description = {
      "Writes the ledger, blocks, periods and their users of a range of hours into files, with a"
          + " manifest: docs/audit.md tells their columns.",
      "Works on the project GOOGLE_CLOUD_PROJECT, or its emulator at FIRESTORE_EMULATOR_HOST."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--collection",
      required = true,
      paramLabel = "CHAIN:ADDRESS",
      description = "The collection.")
  private String collection = "";

  @Option(
      names = "--period",
      paramLabel = "TIME",
      description = "One week, by its start or any time in it: 2026-11-01T00:00:00Z.")
  private @Nullable Instant period;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First hour (default: the first week with a block).")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The hour behind the last one (default: the end of the newest week).")
  private @Nullable Instant to;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv or jsonl (default: ${DEFAULT-VALUE}).")
  private String format = "";

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the files go; it must not exist, or be empty.")
  private Path output = Path.of("");

  @Override
  public Integer call() throws IOException {
    CollectionId id = CollectionId.parse(collection);
    Format chosen = Format.parse("--format", format);
    Range range = range();
    Wiring wiring = Wiring.fromEnvironment(System.getenv());
    try (Store store = wiring.store();
        Progress progress = new Progress("export", " blocks", -1, spec.commandLine().getErr())) {
      Manifest manifest = new Export(store, id).run(range, chosen, output, progress::stepBy);
      spec.commandLine()
          .getOut()
          .printf(
              "%s, %s to %s%s: %,d events, %,d blocks, %,d periods%n%s%nledger %s%n",
              id,
              manifest.from(),
              manifest.to(),
              manifest.isSealed() ? ", sealed" : "",
              manifest.totals().events(),
              manifest.totals().blocks(),
              manifest.totals().periods(),
              manifest.conservation(),
              manifest.ledgerHash());
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Range range() {
    if (period == null) {
      return Range.between(from, to);
    }
    if (from != null || to != null) {
      throw new InvalidValueException("--period", period, "goes with neither --from nor --to");
    }
    return Range.of(Week.of(period.toEpochMilli()));
  }
}
