package dev.curation.bench;

import com.google.gson.Gson;
import dev.curation.errors.InvalidValueException;
import dev.curation.firestore.FirestoreStore;
import dev.curation.local.FirestoreEmulator;
import dev.curation.store.Store;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A backfill from a local node into Google's Firestore emulator. */
@Command(
    name = "backfill",
    description = {
      "Reads the logs of a local chain (anvil) into a fresh Firestore emulator, and measures what"
          + " each side can do alone: the node reading and decoding, the emulator writing the same"
          + " documents. Each is warmed up with a fifth of the sales first.",
      "Exit code 1 where the ledger is wrong."
    },
    mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
  private static final long TARGET = 5_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--logs",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Sales on the chain, a multiple of 100 (default: ${DEFAULT-VALUE}).")
  private int logs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "8",
      description = "Ranges read at once (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Override
  public Integer call() {
    if (logs < 100 || logs % 100 != 0) {
      throw new InvalidValueException("--logs", logs, "must be a multiple of 100");
    }
    progress("mining %,d sales on anvil ...", logs);
    try (BackfillChain chain = BackfillChain.mine(logs)) {
      progress("counting: node and decoder alone ...");
      double counting = BackfillRun.seconds(() -> chain.count(threads));
      progress("backfill into the emulator ...");
      double backfill;
      double writing;
      try (FirestoreEmulator emulator = emulator();
          Store warm = FirestoreStore.emulator("warm-up", emulator.hostAndPort());
          Store store = FirestoreStore.emulator("bench", emulator.hostAndPort())) {
        chain.warmUp(warm, threads);
        backfill = BackfillRun.seconds(() -> chain.backfill(store, threads));
        chain.check(store);
      }
      progress("the same documents, written alone ...");
      try (FirestoreEmulator emulator = emulator();
          Store warm = FirestoreStore.emulator("warm-up", emulator.hostAndPort());
          Store store = FirestoreStore.emulator("bench", emulator.hostAndPort())) {
        BackfillRun.write(warm, logs / 5, threads);
        writing = BackfillRun.seconds(() -> BackfillRun.write(store, logs, threads));
      }
      print(counting, backfill, writing);
    }
    return 0;
  }

  private static FirestoreEmulator emulator() {
    return FirestoreEmulator.start(FirestoreEmulator.Options.of("bench").withMemory("4g"));
  }

  private void progress(String format, Object... arguments) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("backfill: " + format + "%n", arguments);
    err.flush();
  }

  private void print(double counting, double backfill, double writing) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("step", "per second", "target");
    table.row("node and decoder alone", rate(counting) + " logs", "");
    table.row(
        "backfill",
        rate(backfill) + " logs",
        String.format("at least %,d, or the emulator's limit if that is lower", TARGET));
    table.row("emulator writing alone", rate(writing) + " documents", "");
    table.print(out);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "backfill");
    json.put("logs", logs);
    json.put("countedPerSecond", Math.round(logs / counting));
    json.put("backfilledPerSecond", Math.round(logs / backfill));
    json.put("writtenPerSecond", Math.round(logs / writing));
    out.println(new Gson().toJson(json));
    out.flush();
  }

  private String rate(double seconds) {
    return String.format("%,.0f", logs / seconds);
  }
}
