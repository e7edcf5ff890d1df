package dev.curation.cli;

import dev.curation.aggregation.Reopening;
import dev.curation.chain.CollectionId;
import dev.curation.functions.Wiring;
import dev.curation.store.Store;
import dev.curation.time.BlockHour;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reopens sealed hours. */
@Command(
    name = "reopen",
    description = {
      "Reopens the sealed hours of a collection from a time on.",
      "They are then computed as if they had never been sealed. Refused once anything was paid out"
          + " on their basis.",
      "Works on the project GOOGLE_CLOUD_PROJECT, or its emulator at FIRESTORE_EMULATOR_HOST."
    },
    mixinStandardHelpOptions = true)
final class ReopenCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--collection",
      required = true,
      paramLabel = "CHAIN:ADDRESS",
      description = "The collection.")
  private String collection = "";

  @Option(
      names = "--from",
      required = true,
      paramLabel = "TIME",
      description = "The hour that holds this time and all later ones: 2026-11-01T00:00:00Z.")
  private Instant from = Instant.EPOCH;

  @Override
  public Integer call() {
    CollectionId id = CollectionId.parse(collection);
    Wiring wiring = Wiring.fromEnvironment(System.getenv());
    try (Store store = wiring.store()) {
      BlockHour hour = BlockHour.of(from.toEpochMilli());
      new Reopening(store, wiring.clock()).reopen(id, hour);
      spec.commandLine().getOut().printf("%s is open from %s on%n", id, hour);
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
