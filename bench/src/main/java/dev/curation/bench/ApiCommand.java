package dev.curation.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.curation.aggregation.UserDocuments;
import dev.curation.errors.InvalidValueException;
import dev.curation.ledger.LedgerEvent;
import dev.curation.local.LocalStack;
import dev.curation.replay.CryptoPunksSales;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The read API under the load of parallel clients. */
@Command(
    name = "api",
    description = {
      "Starts the local stack, replays the sales of CryptoPunks, and asks each address of the read"
          + " API with parallel clients (autocannon), for users, hours and moments drawn at random.",
      "Exit code 1 where an answer is not 200."
    },
    mixinStandardHelpOptions = true)
final class ApiCommand implements Callable<Integer> {
  private static final int TARGET_MILLIS = 50;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "16",
      description = "Clients at once (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "5",
      description = "About how long each address is measured (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What is asked for (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--user-documents",
      paramLabel = "MODE",
      defaultValue = "current",
      description = "Which user documents the database holds (default: ${DEFAULT-VALUE}).")
  private String userDocuments = "";

  @Option(
      names = "--only",
      paramLabel = "WORD",
      defaultValue = "",
      description = "Only addresses whose name holds it.")
  private String only = "";

  @Override
  public Integer call() throws InterruptedException {
    if (clients < 1 || seconds < 1) {
      throw new InvalidValueException("--clients", clients, "must be positive, and --seconds too");
    }
    Path home = Path.of(System.getProperty("curation.home", "")).toAbsolutePath();
    List<LedgerEvent> events =
        CryptoPunksSales.read(home.resolve("emulator-config").resolve("cryptopunks-sales.csv"));
    UserDocuments mode = UserDocuments.parse("--user-documents", userDocuments);
    progress("replaying and aggregating ...");
    try (LocalStack stack = ApiStack.start(home, events, mode)) {
      progress("asking ...");
      Map<String, List<String>> asked = new LinkedHashMap<>(new ApiRequests(events, seed).all());
      asked.keySet().removeIf(name -> !name.contains(only));
      return print(home, stack, asked);
    }
  }

  private void progress(String text) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("api: " + text);
    err.flush();
  }

  private int print(Path home, LocalStack stack, Map<String, List<String>> asked)
      throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Table table = new Table("GET /api/v1/...", "per second", "p50, ms", "p95, ms", "p99, ms", "");
    long errors = 0;
    for (JsonObject line : load(home, stack, asked)) {
      table.row(
          "`" + line.get("name").getAsString() + "`",
          String.format("%,.0f", line.get("perSecond").getAsDouble()),
          millis(line, "p50"),
          millis(line, "p95"),
          millis(line, "p99"),
          isFast(line) ? "" : "missed");
      errors += line.get("errors").getAsLong();
    }
    table.print(out);
    out.println(
        errors
            + " errors; "
            + clients
            + " clients, seed "
            + seed
            + ", p95 aimed at: below "
            + TARGET_MILLIS
            + " ms");
    out.flush();
    return errors == 0 ? 0 : 1;
  }

  private static boolean isFast(JsonObject line) {
    return !line.get("p95").isJsonNull() && line.get("p95").getAsDouble() < TARGET_MILLIS;
  }

  /** Nothing where no answer came in time. */
  private static String millis(JsonObject line, String name) {
    return line.get(name).isJsonNull() ? "" : String.format("%,.1f", line.get(name).getAsDouble());
  }

  private List<JsonObject> load(Path home, LocalStack stack, Map<String, List<String>> asked)
      throws InterruptedException {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("url", stack.functions().toString());
    job.put("connections", clients);
    job.put("seconds", seconds);
    job.put(
        "endpoints",
        asked.entrySet().stream()
            .map(each -> Map.of("name", each.getKey(), "paths", each.getValue()))
            .toList());
    try {
      Process node =
          new ProcessBuilder("node", "load.mjs")
              .directory(home.resolve("bench").toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (Writer in = node.outputWriter()) {
        in.write(new Gson().toJson(job));
      }
      List<JsonObject> lines;
      try (BufferedReader answers = node.inputReader()) {
        lines =
            answers
                .lines()
                .peek(this::progress)
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
      }
      if (node.waitFor() != 0) {
        throw new IllegalStateException("the load generator failed; what it said stands above");
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException("the load generator does not run", e);
    }
  }
}
