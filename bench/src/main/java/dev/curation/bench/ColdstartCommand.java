package dev.curation.bench;

import com.google.gson.Gson;
import com.google.protobuf.ByteString;
import dev.curation.errors.InvalidValueException;
import dev.curation.functions.AggregateCuration;
import dev.curation.functions.Rewards;
import dev.curation.local.FirestoreEmulator;
import dev.curation.local.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From the start of a function's process to its first answer. */
@Command(
    name = "coldstart",
    description = {
      "Starts functions as their container does (deploy/container/function.sh), on Google's Firestore",
      "emulator, and stops the time until the first answer: of Rewards, a user's look-up, and of",
      "AggregateCuration, a ledger of 100 events aggregated. With the JVM's defaults, with the options",
      "of deploy/container/java-options, with an AOT cache, and with both, by turns.",
      "Prints a table, then one JSON object per line. Exit code 1 if the median of Rewards misses its",
      "limit with the options (1.3 s) or with both (0.6 s). JDK 25 or newer."
    },
    mixinStandardHelpOptions = true)
final class ColdstartCommand implements Callable<Integer> {
  private static final int JDK_WITH_CACHES = 25;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "7",
      description = "Starts of each (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Override
  public Integer call() throws IOException {
    if (runs < 1) {
      throw new InvalidValueException("--runs", runs, "must be at least 1");
    }
    int jdk = Runtime.version().feature();
    if (jdk < JDK_WITH_CACHES) {
      throw new InvalidValueException("JDK", jdk, "must be " + JDK_WITH_CACHES + " or newer");
    }
    Path folder = Files.createTempDirectory("curation-coldstart-");
    try {
      List<ColdStartRow> rows = run(folder);
      print(rows);
      return rows.stream().anyMatch(ColdStartRow::isMissed) ? 1 : 0;
    } finally {
      delete(folder);
    }
  }

  private List<ColdStartRow> run(Path folder) {
    Path shipped = ColdStart.home().resolve("deploy/container/java-options");
    Path none = ColdStart.noOptions(folder);
    Path nowhere = folder.resolve("none.aot");
    ColdStart.Variant cache = new ColdStart.Variant("AOT cache", none, folder.resolve("a.aot"));
    ColdStart.Variant both = new ColdStart.Variant("both", shipped, folder.resolve("b.aot"));
    for (ColdStart.Variant trained : List.of(cache, both)) {
      say("training, " + trained.name());
      ColdStart.train(trained, Ports.free(), folder.resolve("training.log"));
    }
    List<ColdStartRow> rows = new ArrayList<>();
    for (Class<?> function : List.of(Rewards.class, AggregateCuration.class)) {
      rows.add(new ColdStartRow(function, new ColdStart.Variant("default", none, nowhere)));
      rows.add(new ColdStartRow(function, new ColdStart.Variant("options", shipped, nowhere)));
      rows.add(new ColdStartRow(function, cache));
      rows.add(new ColdStartRow(function, both));
    }
    try (FirestoreEmulator emulator =
            FirestoreEmulator.start(FirestoreEmulator.Options.of("bench").withMemory("1g"));
        ColdStartLedgers ledgers = new ColdStartLedgers(emulator.hostAndPort())) {
      // One round more: the first warms up the emulator and the file system.
      for (int round = 0; round <= runs; round++) {
        say(round == 0 ? "warm-up" : "round " + round + " of " + runs);
        for (ColdStartRow row : rows) {
          start(row, round, emulator.hostAndPort(), ledgers, folder.resolve("start.log"));
        }
      }
    }
    return rows;
  }

  private static void start(
      ColdStartRow row, int round, String emulator, ColdStartLedgers ledgers, Path log) {
    boolean aggregates = row.function() == AggregateCuration.class;
    ColdStart.Request request = aggregates ? ledgers.next() : lookUp();
    ColdStart start = ColdStart.of(row.variant(), request, emulator, Ports.free(), log);
    if (aggregates) {
      ledgers.check();
    }
    if (round > 0) {
      row.add(start);
    }
  }

  private static ColdStart.Request lookUp() {
    String path = "/v1/users/0x2222222222222222222222222222222222222222";
    return new ColdStart.Request(Rewards.class.getName(), path, Map.of(), ByteString.EMPTY);
  }

  private void say(String what) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("coldstart: " + what + " ...");
    err.flush();
  }

  private void print(List<ColdStartRow> rows) {
    PrintWriter out = spec.commandLine().getOut();
    Table table = ColdStartRow.table();
    rows.forEach(row -> row.addTo(table));
    table.print(out);
    Gson gson = new Gson();
    rows.forEach(row -> out.println(gson.toJson(row.json())));
    out.flush();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
