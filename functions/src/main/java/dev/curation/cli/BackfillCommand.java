package dev.curation.cli;

import dev.curation.chain.ChainId;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.Wiring;
import dev.curation.listening.Backfill;
import dev.curation.listening.Intake;
import dev.curation.store.Store;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the past of a chain. */
@Command(
    name = "backfill",
    description = {
      "Reads the contracts' logs of a range of blocks of the past into the ledgers.",
      "Reads CURATION_CHAINS and CURATION_RPC_<chain>; writes to the project GOOGLE_CLOUD_PROJECT,"
          + " or to its emulator at FIRESTORE_EMULATOR_HOST.",
      "One that was interrupted goes on where it was; a second one changes nothing. Hours that are"
          + " already sealed stay as they are: late events are booked in the earliest open hour."
    },
    mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--chain",
      required = true,
      paramLabel = "ID",
      description = "The chain, as in CURATION_CHAINS.")
  private String chain = "";

  @Option(names = "--from", required = true, paramLabel = "BLOCK", description = "First block.")
  private long from;

  @Option(
      names = "--to",
      paramLabel = "BLOCK",
      description =
          "Last block; it must be final (default: where an interrupted backfill was"
              + " going to end, else the newest final block).")
  private @Nullable Long to;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "8",
      description = "Ranges read at once, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(names = "--dry-run", description = "Count the facts and write nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (threads < 1 || threads > 64) {
      throw new InvalidValueException("--threads", threads, "must be 1 to 64");
    }
    ChainId id = ChainId.parse("--chain", chain);
    Wiring wiring = Wiring.fromEnvironment(System.getenv());
    Store store = wiring.store();
    try {
      Backfill backfill = wiring.backfill(id);
      long last =
          to == null ? backfill.interrupted(from).orElseGet(backfill::newestFinalBlock) : to;
      Intake.Count count = read(backfill, last);
      out.printf(
          "blocks %d to %d: %,d logs, %,d facts%s, %,d rejected, %,d sales in other tokens%n",
          from,
          last,
          count.logs(),
          count.created(),
          dryRun ? "" : " new",
          count.rejected(),
          count.otherTokens());
      if (!dryRun && count.orphaned() + count.restored() > 0) {
        out.printf(
            "%,d facts that are not on the chain marked deleted, %,d restored%n",
            count.orphaned(), count.restored());
      }
    } finally {
      store.close();
    }
    out.flush();
    return 0;
  }

  private Intake.Count read(Backfill backfill, long last) {
    AtomicLong blocks = new AtomicLong();
    long total = Math.max(0, last - from + 1);
    try (Progress progress =
        new Progress(
            dryRun ? "count" : "backfill", " blocks", total, spec.commandLine().getErr())) {
      Backfill.Progress hear =
          new Backfill.Progress() {
            @Override
            public void read(long more, Intake.Count count) {
              synchronized (progress) {
                progress.stepTo(blocks.addAndGet(more));
              }
            }

            @Override
            public void resumed(long more) {
              synchronized (progress) {
                progress.less(more);
              }
            }
          };
      return dryRun
          ? backfill.count(from, last, threads, hear)
          : backfill.run(from, last, threads, hear);
    }
  }
}
