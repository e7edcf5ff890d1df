package dev.curation.recompute;

import dev.curation.chain.CollectionId;
import dev.curation.cli.Progress;
import dev.curation.errors.InvalidValueException;
import dev.curation.replay.LedgerFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./curation recompute}: exit codes 0 done, 1 differences or failed, 2 wrong usage. */
@Command(
    name = "curation recompute",
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    description = {
      "Computes all blocks and periods of whole histories from their events alone, on Apache Beam,"
          + " and compares them with what is stored. Writes nothing to the database.",
      "Works on the project GOOGLE_CLOUD_PROJECT, or its emulator at FIRESTORE_EMULATOR_HOST."
    },
    footer = {"", "Exit codes: 0 done, 1 something differs or failed, 2 wrong usage or input."})
public final class RecomputeCommand implements Callable<Integer> {
  private static final Logger ROOT = Logger.getLogger("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = {
        "Ledger files of one collection, as replay reads them, instead of the project's ledgers.",
        "There each event counts in its own hour; in the project, where it was booked."
      })
  private List<Path> ledgers = List.of();

  @Option(
      names = "--collection",
      paramLabel = "CHAIN:ADDRESS",
      description = "The collection of the ledger files.")
  private @Nullable String collection;

  @Option(names = "--project", paramLabel = "PROJECT", description = "Another project.")
  private @Nullable String project;

  @Option(
      names = "--compare",
      description = "Compares with the blocks, periods and users that the project stores.")
  private boolean isCompared;

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      description = "Where each collection's results go, a line for each document; must be empty.")
  private @Nullable Path output;

  @Option(names = "--block-users", description = "Files and digests hold the users of blocks too.")
  private boolean withBlockUsers;

  private RecomputeCommand() {}

  /** Runs the command line and exits with its code. */
  public static void main(String[] arguments) {
    ROOT.setLevel(Level.SEVERE);
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, for tests too. */
  static CommandLine commandLine() {
    return new CommandLine(new RecomputeCommand())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              Throwable ours = ours(failure);
              command.getErr().println(command.getColorScheme().errorText(message(ours)));
              return ours instanceof InvalidValueException || ours instanceof LedgerFileException
                  ? ExitCode.USAGE
                  : ExitCode.SOFTWARE;
            });
  }

  /** Beam wraps what a step throws, more than once. */
  private static Throwable ours(Throwable failure) {
    Throwable found = failure;
    while (!isOurs(found) && found.getCause() != null) {
      found = found.getCause();
    }
    return found;
  }

  private static boolean isOurs(Throwable failure) {
    return failure.getClass().getName().startsWith("dev.curation.");
  }

  private static String message(Throwable failure) {
    return isOurs(failure) && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }

  @Override
  public Integer call() throws IOException {
    requireUsable();
    PTransform<PBegin, PCollection<Counted>> events =
        ledgers.isEmpty()
            ? Events.ofProject(project())
            : Events.ofFiles(CollectionId.parse(collection == null ? "" : collection), ledgers);
    Recompute recompute =
        new Recompute(
            events, isCompared ? Stored.ofProject(project()) : null, output, withBlockUsers);
    Report report;
    try (Progress progress =
        new Progress("recompute", " blocks", -1, spec.commandLine().getErr())) {
      report = recompute.run(options(), progress::stepTo);
    }
    print(report);
    return report.differences() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private DirectOptions options() {
    boolean asksDatabase = ledgers.isEmpty() || isCompared;
    return asksDatabase
        ? Stored.options(project(), System.getenv("FIRESTORE_EMULATOR_HOST"))
        : Stored.options(null, null);
  }

  private void requireUsable() throws IOException {
    require(ledgers.isEmpty() == (collection == null), "--ledger and --collection go together");
    if (output != null) {
      Files.createDirectories(output);
      try (Stream<Path> files = Files.list(output)) {
        require(files.findAny().isEmpty(), "--output " + output + " must be empty");
      }
    }
  }

  private void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private String project() {
    String named = project == null ? System.getenv("GOOGLE_CLOUD_PROJECT") : project;
    if (named == null || named.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "name the project: --project or GOOGLE_CLOUD_PROJECT");
    }
    return named;
  }

  private void print(Report report) {
    PrintWriter out = spec.commandLine().getOut();
    for (Summary sum : report.summaries()) {
      out.printf(
          "%s: %,d events in %,d blocks, %,d shares; %,d periods, %,d users%n",
          sum.collection(),
          sum.counts(),
          sum.blocks(),
          sum.shares(),
          sum.periods(),
          sum.periodUsers());
      out.printf(
          "  fees %s - reversed %s = shared %s + carry %s - shortfall %s wei%n",
          sum.feesWei(),
          sum.reversedWei(),
          sum.distributedWei(),
          sum.carryWei(),
          sum.shortfallWei());
      out.printf("  sha256 %s%n", sum.digest());
    }
    out.printf(
        "%,d collections, %,d events read%s%n",
        report.summaries().size(),
        report.events(),
        report.pending() == 0
            ? ""
            : String.format(", %,d of them not aggregated yet", report.pending()));
    if (isCompared) {
      report.first().forEach(out::println);
      long more = report.differences() - report.first().size();
      if (more > 0) {
        out.printf("and %,d more%n", more);
      }
      out.printf(
          report.differences() == 0
              ? "Nothing differs.%n"
              : String.format("%,d differences%%n", report.differences()));
    }
    out.flush();
  }
}
