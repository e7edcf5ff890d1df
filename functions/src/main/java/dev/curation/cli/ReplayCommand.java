package dev.curation.cli;

import dev.curation.chain.CollectionId;
import dev.curation.functions.Wiring;
import dev.curation.ledger.LedgerEvent;
import dev.curation.replay.LedgerFile;
import dev.curation.replay.Replay;
import dev.curation.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Appends a ledger file to a collection's ledger. */
@Command(
    name = "replay",
    description = {
      "Appends a ledger file to the ledger of a collection, then advances its watermark.",
      "Writes to the project GOOGLE_CLOUD_PROJECT, or to its emulator at FIRESTORE_EMULATOR_HOST.",
      "A file that is replayed twice changes nothing; a malformed file writes nothing."
    },
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--collection",
      required = true,
      paramLabel = "CHAIN:ADDRESS",
      description = "The collection.")
  private String collection = "";

  @Parameters(
      paramLabel = "FILE",
      description = "CSV: id,discriminator,timestamp,blockNumber,userAddress,votes,protocolFeeWei.")
  private Path file = Path.of("");

  @Override
  public Integer call() {
    CollectionId id = CollectionId.parse(collection);
    List<LedgerEvent> events = LedgerFile.read(file);
    PrintWriter out = spec.commandLine().getOut();
    try (Store store = Wiring.fromEnvironment(System.getenv()).store();
        Progress progress =
            new Progress("ledger", " events", events.size(), spec.commandLine().getErr())) {
      long now = InstantSource.system().millis();
      int added = new Replay(store, id).append(events, now, progress::stepBy);
      out.printf("%d events, %d of them new%n", events.size(), added);
    }
    out.flush();
    return 0;
  }
}
